// Reoffenders, reoffences, their severity and grades.
#include "curve/moving.h"
#include "curve/typical.h"
#include "rules/kinds.h"

namespace outturn {
namespace {

constexpr int kTwice = 2;
constexpr int kTen = 10;
constexpr int kMostCounted = 50'000;

bool per_reoffender(MeasureKind kind) {
  return facts_of(kind).average == Average::per_reoffender;
}

// Moves the outcomes of a cohort that the contract measures.
class CohortInputs {
 public:
  CohortInputs(const Bench& bench, const Values& values, std::vector<Input>& found)
      : bench_(bench), values_(values), found_(found) {}

  void run() {
    if (values_.contains("as_serious")) {
      for (const char* grade : {"more_serious", "as_serious", "less_serious"}) {
        add_grade(grade);
      }
    }
    add_reoffenders();
    if (measures_any(bench_.contract(), per_reoffender)) {
      add_once_only();
    }
    if (values_.contains("reoffences")) {
      add_reoffences();
    }
    if (values_.contains("severity")) {
      add("severity", "of the same reoffences", Unit::severity, {0, kTwice * at("severity")});
    }
  }

 private:
  const Ratio& at(const std::string& name) const { return values_.at(name); }

  struct Range {
    Ratio first, last;
  };

  // Moves the value of that name, and with it what `also` sets.
  void add(const std::string& name,
           std::string title,
           Unit unit,
           const Range& range,
           const Move& also = {}) {
    if (range.first < range.last) {
      found_.push_back({name,
                        std::move(title),
                        unit,
                        true,
                        at(name),
                        range.first,
                        range.last,
                        step_of_count(range.last - range.first),
                        moving(bench_, values_, name, also)});
    }
  }

  // One, unless that would be settlements without end.
  static Ratio step_of_count(const Ratio& range) {
    Ratio step = 1;
    while (range > step * kMostCounted) {
      step *= kTen;
    }
    return step;
  }

  // How often and how seriously a reoffender reoffends stays what it was, up to a whole number.
  void add_reoffenders() {
    const Values& values = values_;
    add("reoffenders",
        values.contains("reoffences") ? "each with as many reoffences as the others" : "",
        Unit::people,
        {0, at("people")},
        [values](Values& moved, const Ratio& x) {
          const Ratio& before = values.at("reoffenders");
          const Ratio share = before == 0 ? Ratio(1) : Ratio(x / before);
          for (const char* name : {"reoffences", "severity"}) {
            if (values.contains(name)) {
              moved[name] = rounded_up(values.at(name) * share);
            }
          }
          for (const char* name : {"less_serious", "more_serious"}) {
            if (values.contains(name)) {
              moved[name] = Ratio(round_to_integer(values.at(name) * share, Rounding::toward_zero));
            }
          }
          if (values.contains("as_serious")) {
            moved["as_serious"] = x - moved["less_serious"] - moved["more_serious"];
          }
        });
  }

  // Those who stop, or start, reoffend once: who is most easily kept from it.
  void add_once_only() {
    const Ratio& reoffenders = at("reoffenders");
    const Ratio& reoffences = at("reoffences");
    const Ratio severity_each = values_.contains("severity") && reoffences != 0
                                    ? Ratio(at("severity") / reoffences)
                                    : Ratio(0);
    const std::size_t before = found_.size();
    const Ratio most = no_less_than(Ratio(reoffenders - reoffenders / kTwice), 1);
    add("reoffenders",
        "those who stop had reoffended once",
        Unit::people,
        {rounded_up(most), at("people")},
        [=](Values& moved, const Ratio& x) {
          moved["reoffences"] = reoffences - reoffenders + x;
          if (moved.contains("severity")) {
            moved["severity"] = moved["reoffences"] * severity_each;
          }
        });
    if (found_.size() > before) {
      found_.back().name = "once-only-reoffenders";
    }
  }

  void add_reoffences() {
    const Values& values = values_;
    add("reoffences",
        "of the same reoffenders",
        Unit::events,
        {at("reoffenders"), kTwice * at("reoffences")},
        [values](Values& moved, const Ratio& x) {
          if (values.contains("severity") && values.at("reoffences") != 0) {
            moved["severity"] = values.at("severity") * x / values.at("reoffences");
          }
        });
  }

  // People of one grade, the others who reoffend staying as they are.
  void add_grade(const std::string& grade) {
    const Values& values = values_;
    const Ratio others = at("reoffenders") - at(grade);
    add(grade,
        "reoffenders by their most serious reoffence",
        Unit::people,
        {0, at("people") - others},
        [values, others](Values& moved, const Ratio& x) {
          moved["reoffenders"] = others + x;
          if (values.contains("reoffences")) {
            moved["reoffences"] = no_less_than(values.at("reoffences"), others + x);
          }
        });
  }

  const Bench& bench_;
  const Values& values_;
  std::vector<Input>& found_;
};

}  // namespace

void add_cohort_inputs(const Bench& bench, const Values& values, std::vector<Input>& found) {
  CohortInputs(bench, values, found).run();
}

}  // namespace outturn
