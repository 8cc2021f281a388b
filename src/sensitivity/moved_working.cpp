// SPDX-License-Identifier: Apache-2.0
#include "sensitivity/moved_working.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "core/after_operands.hpp"

namespace nytta {

namespace {

/// Copies what a figure needs, each node after what it rests on, and hands the nodes in question to `change`, which
/// gives the node that stands for the copy.
template <class Change>
class copy_of {
 public:
  copy_of(const working& of, Change change) : of_(of), change_(std::move(change)), places_(of.nodes.size(), -1) {
    out_.first_year = of.first_year;
    out_.years = of.years;
    out_.terms = of.terms;
  }

  moved_working with(int figure) {
    const int at = place(figure);
    return {std::move(out_), at};
  }

  /// Where a node of the old working stands in the new one, with all that it needs before it.
  int place(int wanted) {
    make_after_operands(
        wanted, [this](int i) { return places_[static_cast<std::size_t>(i)] >= 0; },
        [this](int i, const auto& take) {
          for (const int k : change_.needs(i)) take(k);
          for (const int k : of_[i].inputs) take(k);
        },
        [this](int i) {
          node n = of_[i];
          for (int& k : n.inputs) k = places_[static_cast<std::size_t>(k)];
          const int copied = out_.add(std::move(n));
          places_[static_cast<std::size_t>(i)] = change_.applied(i, copied, *this);
        });
    return places_[static_cast<std::size_t>(wanted)];
  }
  working& steps() { return out_; }

 private:
  const working& of_;
  Change change_;
  working out_;
  std::vector<int> places_;
};

int add(working& to, operation what, shape form, std::vector<int> inputs, std::vector<int> integers = {}) {
  node n;
  n.what = what;
  n.form = form;
  n.inputs = std::move(inputs);
  n.integers = std::move(integers);
  n.unit = "kr";
  return to.add(std::move(n));
}

int add_literal(working& to, const decimal& number) {
  node n;
  n.numbers = {number};
  return to.add(std::move(n));
}

struct scaling {
  scaling(const working& of, std::span<const scaled_flow> all, const decimal& by) : change(by), at(of.nodes.size()) {
    for (const scaled_flow& f : all) at[static_cast<std::size_t>(f.node)] = &f;
  }
  decimal change;
  std::vector<const scaled_flow*> at;  // by node

  [[nodiscard]] std::vector<int> needs(int node) const {
    const scaled_flow* f = at[static_cast<std::size_t>(node)];
    return f == nullptr ? std::vector<int>{} : f->shares;
  }
  template <class Copy>
  int applied(int node, int copied, Copy& in) const {
    const scaled_flow* f = at[static_cast<std::size_t>(node)];
    if (f == nullptr) return copied;
    working& to = in.steps();
    const int by = add_literal(to, change);
    const auto form = to[copied].form;
    std::vector<int> product{copied, by};
    if (!f->shares.empty()) {
      std::vector<int> shares;
      for (const int s : f->shares) shares.push_back(in.place(s));
      product.push_back(add(to, operation::add, shape::scalar, std::move(shares)));
    }
    return add(to, operation::add, form, {copied, add(to, operation::multiply, form, std::move(product))});
  }
};

struct delaying {
  delaying(const working& of, std::span<const int> flows, int by) : columns(by), later(of.nodes.size()) {
    for (const int f : flows) later[static_cast<std::size_t>(f)] = 1;
  }
  int columns;
  std::vector<char> later;  // by node

  [[nodiscard]] static std::vector<int> needs(int /*node*/) { return {}; }
  template <class Copy>
  int applied(int node, int copied, Copy& in) const {
    if (later[static_cast<std::size_t>(node)] == 0) return copied;
    working& to = in.steps();
    const int nothing = add_literal(to, decimal(0));
    std::vector<int> inputs;
    for (int c = 0; c < to.years; ++c) {
      inputs.push_back(c < columns ? nothing : add(to, operation::at_column, shape::scalar, {copied}, {c - columns}));
    }
    return add(to, operation::per_year, shape::yearly, std::move(inputs));
  }
};

}  // namespace

moved_working with_scaled(const working& of, int figure, std::span<const scaled_flow> flows, const decimal& change) {
  return copy_of(of, scaling(of, flows, change)).with(figure);
}

moved_working with_delayed(const working& of, int figure, std::span<const int> flows, int columns) {
  return copy_of(of, delaying(of, flows, columns)).with(figure);
}

}  // namespace nytta
