// What a re-settlement says of its difference follows from its workings, or is named.
#include "record/sha256.h"
#include "support/catch.h"
#include "verify/forged.h"
#include "verify/sample.h"

#include <functional>
#include <string>

namespace outturn::testing {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using verify::Inputs;
using Change = std::function<void(Json&)>;

std::string recomputed(const Inputs& inputs) {
  return told(verify::verify(inputs).recomputed);
}

constexpr const char* kOnlyAgreedLeft =
    "not checked: 1 amount agreed in disputes: only the register holds the answers";

// Changed by somebody who made everything fit that follows from it.
Inputs forged(const Change& change) {
  return changed(
      [&](Json& json) {
        change(json);
        mend(json);
      },
      kAgain);
}

Json& operands(Json& json, const std::string& id) {
  return working_named(json, "reconciliation." + id)["of"];
}

Json& details(Json& json, const std::string& id) {
  return working_named(json, "reconciliation." + id)["details"];
}

// --- other re-settlements, made of the sample ---

// Nothing was agreed: what payers owe is what they pay by the rules.
void agree_nothing(Json& json) {
  Json& again = json["reconciliation"];
  again.erase("agreed");
  again["causes"].erase(again["causes"].size() - 1);
  for (const char* id : {"agreed", "agreed.7", "due_by_rules", "by.disputes"}) {
    take_working_out(json, std::string("reconciliation.") + id);
  }
  operands(json, "owed") = {"total.due"};
  operands(json, "negated") = {"reconciliation.difference"};
  operands(json, "size") = {"reconciliation.difference", "reconciliation.negated"};
  take_working_out(json, "reconciliation.by_rules");
  Json& due = working_named(json, "reconciliation.due");
  due["op"] = "multiply";
  due["of"] = {"reconciliation.difference", "reconciliation.material"};
  for (const std::string name : {"The Ministry", "A Council"}) {
    operands(json, "payer." + name + ".difference")[0] = "payer." + name;
  }
}

// What the rules move is too little, so that only what was agreed is paid.
void pay_only_agreed(Json& json) {
  working_named(json, "reconciliation.limit")["value"] = "100000";
  const std::string now = "reconciliation.agreed.now.";
  const std::string before = "reconciliation.payer.The Ministry.before";
  put_working(json,
              before,
              now + "exact",
              "multiply",
              {"reconciliation.by.disputes", "payer_share.A Council"});
  working_named(json, now + "exact")["unit"] = "amount";
  put_working(json, before, now + "A Council", "round", {now + "exact"});
  working_named(json, now + "A Council")["details"] = {{"step", "1"}, {"how", "toward zero"}};
  put_working(json, before, now + "others", "add", {now + "A Council"});
  put_working(json,
              before,
              now + "The Ministry",
              "subtract",
              {"reconciliation.by.disputes", now + "others"});
  for (Json& payer : json["reconciliation"]["payers"]) {
    const std::string name = payer["name"];
    payer["due"]["working"] = now + name;
    operands(json, "payer." + name + ".settled")[1] = now + name;
  }
}

// The sample settled again, without any change: everything is taken from the sample.
void settle_once_more(Json& json) {
  const std::string sha = sha256(sample(std::string(kAgain) + "statement.json"));
  Json& again = json["reconciliation"];
  json["pins"]["statements"][0]["sha256"] = sha;
  again["superseded"]["sha256"] = sha;
  again["causes"] = Json::array();
  again.erase("material");
  for (const std::string id : {"by.cohort",
                               "by.corrected_events",
                               "by.late_events",
                               "total.with.corrected_events",
                               "total.with.late_events",
                               "due_by_rules",
                               "material",
                               "limit",
                               "size",
                               "negated",
                               "by_rules",
                               "by.disputes"}) {
    take_working_out(json, "reconciliation." + id);
  }
  working_named(json, "reconciliation.due")["op"] = "add";
  operands(json, "due") = {"reconciliation.difference"};
  operands(json, "settled") = {"reconciliation.owed"};
  const auto look_up = [&](const std::string& id, const std::string& in, const char* value) {
    working_named(json, "reconciliation." + id)["value"] = value;
    details(json, id)["statement"] = sha;
    details(json, id)["working"] = in;
  };
  look_up("superseded", "total.due", "175000");
  look_up("before", "reconciliation.settled", "176234");
  look_up("payer.The Ministry.before", "reconciliation.payer.The Ministry.settled", "123364");
  look_up("payer.A Council.before", "reconciliation.payer.A Council.settled", "52870");
  for (Json& payer : again["payers"]) {
    const std::string id = "reconciliation.payer." + payer["name"].get<std::string>() + ".";
    payer["due"]["working"] = id + "difference";
    payer["settled"]["working"] = "reconciliation.owed.payer." + payer["name"].get<std::string>();
    take_working_out(json, id + "settled");
    take_working_out(json, id + "due");
  }
}

Inputs once_more(const Change& change) {
  Inputs inputs = forged([&](Json& json) {
    settle_once_more(json);
    change(json);
  });
  inputs.earlier = {{"before.json", sample(std::string(kAgain) + "statement.json")}};
  return inputs;
}

// A cause of nothing: what stands under `id` in the sample, less the same.
void put_cause(Json& json, const std::string& cause, const std::string& id) {
  const std::string taken = "reconciliation." + id + ".before";
  Json working = working_named(json, "reconciliation.before");
  working["id"] = taken;
  working["details"]["working"] = "reconciliation." + id;
  working["value"] = id == "agreed" ? "1234" : "176234";
  json["workings"].push_back(working);
  Json by = working_named(json, "reconciliation.difference");
  by["id"] = "reconciliation.by." + cause;
  by["of"] =
      id == "agreed" ? Json{"reconciliation.agreed", taken} : Json{taken, "reconciliation.before"};
  json["workings"].push_back(by);
  json["reconciliation"]["causes"].push_back({{"causes", {cause}},
                                              {"meaning", cause},
                                              {"amount", json["total"]},
                                              {"people", "0"},
                                              {"events", "0"}});
  json["reconciliation"]["causes"].back()["amount"]["working"] = "reconciliation.by." + cause;
}

// --- what is answered ---

TEST_CASE("a re-settlement is recomputed, and its changed rows are those that it pins") {
  CHECK(recomputed(sample_inputs(kAgain)) == kOnlyAgreedLeft);
  CHECK(told(verify::verify(sample_inputs(kAgain)).intact) ==
        "not checked: whether these are the bytes that were prepared: there is no proof of the "
        "register");
}

TEST_CASE("re-settlements of every kind follow from what they rest on") {
  CHECK(recomputed(forged([](Json& json) { mend(json); })) == kOnlyAgreedLeft);
  CHECK(recomputed(forged(agree_nothing)) == "yes");
  CHECK(recomputed(forged(pay_only_agreed)) == kOnlyAgreedLeft);
  CHECK(recomputed(once_more([](Json&) {})) == kOnlyAgreedLeft);
  CHECK(recomputed(once_more([](Json& json) {
          put_cause(json, "disputes", "agreed");
          put_cause(json, "carried_forward", "owed");
        })) == kOnlyAgreedLeft);
}

TEST_CASE("without the statement before, what counted as paid is not checked") {
  Inputs inputs = sample_inputs(kAgain);
  inputs.earlier.clear();
  CHECK_THAT(recomputed(inputs), Contains("not checked: ") && Contains("taken from earlier"));
}

TEST_CASE("a re-settlement that contradicts itself is named with the place") {
  const auto [change, says] = GENERATE(table<Change, std::string>({
      {[](Json& json) { json["reconciliation"]["superseded"]["sha256"] = std::string(64, 'a'); },
       "and by reconciliation.superseded it should say"},
      {[](Json& json) { json["reconciliation"]["owed"] = json["total"]; },
       "reconciliation.owed isn't the total and what was agreed"},
      {[](Json& json) { json["reconciliation"].erase("agreed"); },
       "reconciliation.owed isn't the total and what was agreed"},
      {[](Json& json) { json["reconciliation"]["agreed"] = json["total"]; },
       "reconciliation.agreed isn't what was answered to disputes, added up"},
      {[](Json& json) { json["reconciliation"]["difference"] = json["total"]; },
       "reconciliation.difference isn't what is owed less what was paid before"},
      {[](Json& json) { json["reconciliation"]["due"] = json["total"]; },
       "reconciliation.due isn't the difference"},
      {[](Json& json) { json["reconciliation"]["settled"] = json["total"]; },
       "reconciliation.settled is neither what is owed nor what was paid before and now"},
      {[](Json& json) { json["reconciliation"]["before"] = json["total"]; },
       "reconciliation.before isn't taken from the statement that is superseded"},
      {[](Json& json) { json["reconciliation"]["material"]["holds"] = false; },
       "reconciliation.material.holds says \"false\""},
      {[](Json& json) { json["reconciliation"]["material"]["working"] = "reoffenders.increase.1"; },
       "reconciliation.material"},
      {[](Json& json) { json["reconciliation"]["payers"].erase(0); },
       "don't have \"The Ministry\""},
      {[](Json& json) { json["reconciliation"]["payers"][0]["due"] = json["payers"][0]["due"]; },
       "reconciliation.payers[0].due isn't a difference to what was paid before"},
      {[](Json& json) {
         json["reconciliation"]["payers"][0]["settled"] = json["reconciliation"]["due"];
       },
       "reconciliation.payers[0].settled is neither"},
      {[](Json& json) { json["reconciliation"]["causes"].erase(0); },
       "reconciliation.causes[0].amount doesn't begin where the cause before it ended"},
      {[](Json& json) {
         Json& causes = json["reconciliation"]["causes"];
         causes.erase(causes.size() - 1);
       },
       "its causes added up"},
      {[](Json& json) { json["reconciliation"]["causes"][0]["amount"] = json["total"]; },
       "reconciliation.causes[0].amount isn't a difference between two totals"},
      {[](Json& json) { working_named(json, "reconciliation.size")["value"] = "1"; },
       "the operands of \"reconciliation.size\""},
  }));
  const std::string answer = recomputed(changed(change, kAgain));
  CAPTURE(says);
  CHECK_THAT(answer, StartsWith("no: ") && Contains(says));
}

// What a check says of a forged re-settlement.
using Cases = std::vector<std::pair<Change, std::string>>;

void check_each(const Cases& cases, const std::function<Inputs(const Change&)>& made) {
  for (const auto& [change, says] : cases) {
    CAPTURE(says);
    CHECK_THAT(recomputed(made(change)), StartsWith("no: ") && Contains(says));
  }
}

Change names(const std::string& id, const std::string& working) {
  return [=](Json& json) { details(json, id)["working"] = working; };
}

TEST_CASE("what counts as paid is what the statement before says of it, not another figure there") {
  const auto should = [](const std::string& right) {
    return "by the statement that is superseded it should say \"" + right + "\"";
  };
  check_each({{names("superseded", "total.lines"), should("total.due")},
              {names("before", "total.lines"), should("total.due")},
              {names("payer.A Council.before", "payers.others"), should("payer.A Council")}},
             forged);
  check_each({{names("superseded", "total.lines"), should("total.due")},
              {names("before", "reconciliation.owed"), should("reconciliation.settled")},
              {names("payer.A Council.before", "reconciliation.owed.payer.A Council"),
               should("reconciliation.payer.A Council.settled")}},
             once_more);
}

TEST_CASE("what counts as paid is of the same contract and period, whoever sees the statement") {
  const auto of_another = [](const std::string& key) {
    return [key](Json& json) {
      Json pin = json["pins"]["statements"][0];
      pin[key] = "another";
      json["pins"]["statements"].push_back(pin);
      details(json, "before")[key] = "another";
    };
  };
  check_each({{of_another("contract"), "by contract.id it should say \"small\""},
              {of_another("period"), "by period.name it should say \"2015/16\""}},
             [](const Change& change) {
               Inputs inputs = forged(change);
               inputs.earlier.clear();
               return inputs;
             });
}

TEST_CASE("what was agreed and carried forward is a cause by what the statement before says") {
  const auto cause = [](const char* code, const char* id, const Change& change) {
    return [=](Json& json) {
      put_cause(json, code, id);
      change(json);
    };
  };
  check_each(
      {{cause("disputes", "agreed", names("agreed.before", "reconciliation.agreed.7")),
        "it should say \"reconciliation.agreed\""},
       {cause("disputes",
              "agreed",
              [](Json& json) {
                put_working(json, "reconciliation.by.disputes", "constant.0", "given");
                operands(json, "by.disputes")[1] = "constant.0";
              }),
        "doesn't take off what was agreed before"},
       {cause("disputes",
              "agreed",
              [](Json& json) { operands(json, "by.disputes")[0] = "reconciliation.agreed.7"; }),
        "isn't what was agreed less what was agreed before"},
       {cause("carried_forward", "owed", names("owed.before", "reconciliation.settled")),
        "it should say \"reconciliation.owed\""},
       {cause("carried_forward",
              "owed",
              [](Json& json) { operands(json, "by.carried_forward")[1] = "reconciliation.owed"; }),
        "isn't what was owed before less what was paid before"}},
      once_more);
}

TEST_CASE("causes are let in once each, in their order, and end in totals settled with them") {
  const auto causes = [](Json& json) -> Json& { return json["reconciliation"]["causes"]; };
  check_each({{[&](Json& json) { causes(json).push_back(causes(json).back()); },
               "reconciliation.causes[4].causes[0]"},
              {[&](Json& json) { causes(json)[0].swap(causes(json)[3]); },
               "reconciliation.causes[1].causes[0]"},
              {[&](Json& json) {
                 causes(json)[2]["causes"] = {"cohort", "disputes"};
               },
               "reconciliation.causes[2].causes"},
              {[&](Json& json) { causes(json)[1]["causes"] = {"cohort"}; },
               "which ends in it, it should say \"cohort\""},
              {[&](Json& json) { operands(json, "by.cohort")[0] = "total.lines"; },
               "doesn't end in a total that was settled with it"},
              {[&](Json& json) {
                 put_working(json, "reoffenders.due", "free", "settled");
                 working_named(json, "free")["details"] = {{"with", "rules"}};
                 working_named(json, "free")["value"] = "175000";
                 working_named(json, "total.lines")["of"] = {"free"};
                 json["lines"][0]["gross"]["working"] = "free";
                 json["lines"][0]["due"]["working"] = "free";
               },
               "(\"total.lines\") rests on a total of which only causes may"}},
             forged);
}

void swap_operands(Json& json, const std::string& id, const std::string& other, std::size_t at) {
  operands(json, id)[at].swap(operands(json, other)[at]);
}

TEST_CASE("each payer pays its own part less what it paid itself, and none is missing") {
  const auto payers = [](Json& json) -> Json& { return json["reconciliation"]["payers"]; };
  const auto swapped = [](std::size_t at) {
    return [at](Json& json) {
      swap_operands(json, "payer.A Council.difference", "payer.The Ministry.difference", at);
    };
  };
  const Change swapped_by_rules = [&](Json& json) {
    agree_nothing(json);
    swapped(0)(json);
  };
  const auto nothing_as = [](std::size_t at) {
    return [at](Json& json) {
      put_working(json, "reconciliation.payer.A Council.difference", "constant.0", "given");
      operands(json, "payer.A Council.difference")[at] = "constant.0";
    };
  };
  check_each({{[&](Json& json) { payers(json) = Json::array(); }, "don't have \"A Council\""},
              {[&](Json& json) { payers(json).erase(1); }, "don't have \"A Council\""},
              {[&](Json& json) { payers(json).push_back(payers(json)[0]); },
               "reconciliation.payers[2].name"},
              {[&](Json& json) { payers(json)[1]["name"] = "Nobody"; },
               "rests on a part of what is owed, of no payer of the statement"},
              {swapped_by_rules, "doesn't rest on what the payer pays by the rules"},
              {nothing_as(0), "its payers added up"},
              {nothing_as(1), "doesn't rest on what the payer paid before"},
              {swapped(0), "is neither its share of what is owed, cut to whole pennies"}},
             forged);
}

TEST_CASE("where only what was agreed is paid, each payer pays its share of that") {
  const auto with = [](const Change& change) {
    return [change](Json& json) {
      pay_only_agreed(json);
      change(json);
    };
  };
  check_each({{with([](Json& json) {
                 Json& payers = json["reconciliation"]["payers"];
                 payers[0]["due"].swap(payers[1]["due"]);
                 swap_operands(json, "payer.A Council.settled", "payer.The Ministry.settled", 1);
               }),
               "is neither its share of what was agreed, cut to whole pennies"},
              {with([](Json& json) {
                 operands(json, "payer.A Council.settled")[0] =
                     "reconciliation.payer.The Ministry.before";
               }),
               "it should say \"payer.A Council\""}},
             forged);
}

TEST_CASE("the difference by the rules is held against a limit that a rule states") {
  check_each({{[](Json& json) {
                 Json& limit = working_named(json, "reconciliation.limit");
                 limit["id"] = "constant.10000";
                 limit["rule"] = Json::object();
                 operands(json, "material")[1] = "constant.10000";
               },
               "compares the difference with a limit that no rule states"},
              {[](Json& json) { operands(json, "material")[1] = "reconciliation.agreed"; },
               "compares the difference with a limit that no rule states"},
              {[](Json& json) { operands(json, "size")[0] = "reconciliation.difference"; },
               "doesn't compare the size of the difference"},
              {[](Json& json) { operands(json, "due") = {"reconciliation.difference"}; },
               "reconciliation.due isn't the difference"},
              {[](Json& json) { operands(json, "due_by_rules")[0] = "reconciliation.difference"; },
               "reconciliation.due isn't the difference"}},
             forged);
}

TEST_CASE("an answer to a dispute is added up once") {
  check_each({{[](Json& json) { operands(json, "agreed").push_back("reconciliation.agreed.7"); },
               "is added up twice"},
              {[](Json& json) {
                 put_working(json, "reconciliation.agreed", "again", "agreed");
                 Json& again = working_named(json, "again");
                 again["value"] = "1234";
                 again["details"] = {{"entry", "7"}};
                 operands(json, "agreed").push_back("again");
               },
               "is added up twice"}},
             forged);
}

TEST_CASE("other rows than those that it pins are named") {
  Inputs inputs = sample_inputs(kAgain);
  inputs.changes->text += "late_events,after\n";
  CHECK_THAT(told(verify::verify(inputs).intact),
             StartsWith("no: ") && Contains("reconciliation.changes.sha256"));
}

}  // namespace
}  // namespace outturn::testing
