// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/checklist-inl.hpp>
