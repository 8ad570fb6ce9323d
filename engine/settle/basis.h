// What a price is multiplied by or looked up for: quantities, sums, the effect. Private to the
// settle room.
#pragma once

#include "settle/line.h"

#include <string>
#include <string_view>
#include <vector>

namespace outturn::settling {

class Basis {
 public:
  // `worse`: the price is for an increase. `prefix` begins the ids of its workings.
  Basis(const Priced& priced,
        bool worse,
        std::string prefix,
        const Source& rule,
        Quantities& quantities);

  // The id of a working of this price.
  std::string id(std::string_view part) const;

  // How many points, persons, events fewer (or more, when it went worse); without a comparison, the
  // measure itself. Throws InputError(missing_figure) for a price by person or event of a figure
  // that doesn't say how many people it is of.
  Ref quantity(PerUnitPrice::Unit unit);

  // What a table is looked up for: the effect, or without a comparison the measure; a rate in per
  // cent.
  Ref read_by_bands();

  // The sum that a share is of.
  Ref sum(const SumOf& sum);

 private:
  Ref of_statement(const OfStatement& other, const Source& rule);
  Ref effect() const;
  Ref counted_effect();
  bool is_unit_of_effect(PerUnitPrice::Unit unit) const;
  Ref points(Ref rate);
  Ref signed_difference();
  Ref counted_quantity(PerUnitPrice::Unit unit, Ref difference);

  const LineRule& line_;
  const Compared* compared_;
  const RateRefs* actual_;
  const std::vector<LineResult>& above_;
  bool worse_;
  std::string prefix_;
  Source rule_;
  Quantities& q_;
  Workings& w_;
};

}  // namespace outturn::settling
