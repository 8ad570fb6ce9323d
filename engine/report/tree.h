// Figures as a tree: each with its formula, its rule, and below it what it rests on. Private to the
// report room.
#pragma once

#include "report/statement_view.h"
#include "report/words.h"
#include "text/page.h"

#include <map>
#include <set>
#include <string>

namespace outturn::explaining {

class Tree {
 public:
  Tree(const StatementView& statement, const Words& words, Page& page)
      : statement_(statement), words_(words), page_(page) {}

  // Below this figure the tree doesn't go, and says `where` to read on.
  void stop_at(std::size_t working, std::string where);

  // Adds the tree of one figure. What this object has expanded before is only named.
  void add(std::size_t working);

 private:
  struct Branch {
    std::string first;   // what its first line begins with
    std::string others;  // and the lines below
    std::size_t depth;
  };

  void add(std::size_t working, const Branch& branch);
  void add_body(std::size_t working, const Branch& branch);
  void add_operands(std::size_t working, const Branch& branch);
  bool is_plain_number(std::size_t working) const;

  const StatementView& statement_;
  const Words& words_;
  Page& page_;
  std::map<std::size_t, std::string> stops_;
  std::set<std::size_t> expanded_;
};

}  // namespace outturn::explaining
