#include "verify/earlier.h"

#include "record/sha256.h"

namespace outturn::verify {
namespace {

std::pair<std::string, std::string> names_in(const Document& document) {
  const JsonField root = document.root();
  return {root.at("contract").at("id").text(), root.at("period").at("name").text()};
}

}  // namespace

EarlierStatements::EarlierStatements(const std::vector<File>& files) {
  for (const File& file : files) {
    const Document& document = documents_.emplace_back(file);
    require_statement(document);
    by_digest_.emplace(sha256(file.text), &document);
  }
}

std::optional<std::string> EarlierStatements::value(const std::string& digest,
                                                    const std::string& working) const {
  for (const JsonField& one : by_digest_.at(digest)->root().at("workings").list()) {
    if (one.at("id").text() == working) {
      return one.at("value").text();
    }
  }
  return std::nullopt;
}

std::optional<MoneyBefore> EarlierStatements::money_of(const std::string& digest) const {
  if (!has(digest)) {
    return std::nullopt;
  }
  const auto working_of = [](const JsonField& due) { return due.at("working").text(); };
  const JsonField root = by_digest_.at(digest)->root();
  const auto again = root.find("reconciliation");
  const std::string total = working_of(root.at("total"));
  MoneyBefore money{total,
                    again ? working_of(again->at("owed")) : total,
                    again ? working_of(again->at("settled")) : total,
                    {},
                    {}};
  if (const auto agreed = again ? again->find("agreed") : std::nullopt) {
    money.agreed = working_of(*agreed);
  }
  for (const JsonField& payer : (again ? *again : root).at("payers").list()) {
    money.payers.emplace(payer.at("name").text(), working_of(payer.at(again ? "settled" : "due")));
  }
  return money;
}

std::optional<std::string> EarlierStatements::digest_of(const std::string& contract,
                                                        const std::string& period) const {
  for (const auto& [digest, document] : by_digest_) {
    if (names_in(*document) == std::pair(contract, period)) {
      return digest;
    }
  }
  return std::nullopt;
}

std::pair<std::string, std::string> EarlierStatements::name_of(const std::string& digest) const {
  return names_in(*by_digest_.at(digest));
}

}  // namespace outturn::verify
