// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/formulas-inl.hpp>
