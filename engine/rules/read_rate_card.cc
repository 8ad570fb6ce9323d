// What each stage of a person pays.
#include "rules/reading.h"

#include <array>

#include <fmt/format.h>

namespace outturn::reading {
namespace {

std::optional<StagePrice> read_stage_price(const Node& node, Context& context);

void read_branches(Fields& fields, StagePrice& price, Context& context) {
  price.by = fields.required("by", yaml::read_text).value_or("");
  const Node* prices = fields.require("prices", "give a price for each value of the attribute");
  if (prices == nullptr) {
    return;
  }
  if (!prices->is_map() || prices->entries.empty()) {
    yaml::report_shape(*prices, "a map of values and their prices", context.problems);
  }
  for (const yaml::Entry& entry : prices->entries) {
    if (auto branch = read_stage_price(entry.value, context)) {
      branch->value = entry.key;
      price.branches.push_back(std::move(*branch));
    }
  }
}

// An amount as everywhere, or {by: ATTRIBUTE, prices: {VALUE: ...}}.
std::optional<StagePrice> read_stage_price(const Node& node, Context& context) {
  StagePrice price;
  price.source = context.source(node);
  if (node.is_map() && node.find("by") != nullptr) {
    Fields fields(node, "price", context.problems);
    const ClauseScope scope(context, fields);
    price.source = context.source(node);
    read_branches(fields, price, context);
    fields.finish();
    return price;
  }
  price.amount = read_dated<Money>(node, "amount", price_reader(context.currency), context);
  return price.amount ? std::optional(std::move(price)) : std::nullopt;
}

void read_prices(const Node& node, RateCard& card, Context& context) {
  if (!node.is_map() || node.entries.empty()) {
    yaml::report_shape(node, "a map of stages and their prices", context.problems);
  }
  for (const yaml::Entry& entry : node.entries) {
    if (auto price = read_stage_price(entry.value, context)) {
      card.prices.push_back({entry.key, std::move(*price)});
    }
  }
}

void read_ceiling(const Node& node, RateCard& card, Context& context) {
  const bool unlimited = node.is_scalar() && node.text == "unlimited";
  if (!unlimited) {
    card.each_person_at_most =
        read_stated<Money>(node, "amount", price_reader(context.currency), context);
  }
}

void read_routes(const Node& node, Fields& price, RateCard& card, Context& context) {
  static constexpr std::array kChoices = {
      yaml::Word<RateCard::Choice>{"highest", RateCard::Choice::highest},
      yaml::Word<RateCard::Choice>{"first reached", RateCard::Choice::first_reached},
  };
  if (!node.is_list() || node.items.size() < 2) {
    yaml::report_shape(node, "a list of two routes or more", context.problems);
  }
  for (const Node& route : node.items) {
    card.routes.push_back(
        yaml::read_texts(route, context.problems).value_or(std::vector<std::string>{}));
  }
  card.choice = price
                    .required("route",
                              word_reader(kChoices),
                              "say which route one person is paid for: highest, or first reached")
                    .value_or(RateCard::Choice::highest);
  if (const Node* besides = price.find("besides_routes")) {
    card.besides_routes =
        yaml::read_texts(*besides, context.problems).value_or(std::vector<std::string>{});
  }
}

}  // namespace

RateCard read_rate_card(const Node& prices, Fields& price, Context& context) {
  RateCard card;
  const std::size_t spans = context.spans.size();
  read_prices(prices, card, context);
  context.spans.resize(spans);  // looked up by a claim's day: check_milestones says which
  if (const Node* most =
          price.require("each_person_at_most",
                        "say the most that one person can earn over the term, or: unlimited")) {
    read_ceiling(*most, card, context);
  }
  if (const Node* routes = price.find("routes")) {
    read_routes(*routes, price, card, context);
  }
  return card;
}

bool pays_by_rate_card(const Node& line) {
  const Node* pays = line.find("pays");
  for (const std::string_view direction : {"pay", "deduct"}) {
    const Node* price = pays == nullptr ? nullptr : pays->find(direction);
    if (price != nullptr && price->find("rate_card") != nullptr) {
      return true;
    }
  }
  return false;
}

}  // namespace outturn::reading
