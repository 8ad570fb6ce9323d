#include "verify/verify.h"

#include "record/minisign.h"
#include "record/sha256.h"
#include "verify/head_file.h"
#include "verify/proof.h"
#include "verify/questions.h"
#include "verify/state.h"

#include <algorithm>

namespace outturn::verify {
namespace {

// What the reader holds against everything else must be readable: a fault in it is no answer.
void require_readable(const Inputs& inputs) {
  if (inputs.head) {
    read_head(*inputs.head);
  }
  if (inputs.keys) {
    read_key_list(inputs.keys->text, inputs.keys->name);
  }
}

// A text of the statement for the head of a page; empty where it says none.
std::string said(const Json& statement, const Json::json_pointer& where) {
  const Json* found = statement.contains(where) ? &statement.at(where) : nullptr;
  return found != nullptr && found->is_string() ? found->get<std::string>() : std::string();
}

// What became of the statement; empty without a proof that can be read and is of it.
std::string state_in(const Inputs& inputs, const std::string& digest) {
  if (!inputs.proof) {
    return "";
  }
  try {
    const Proof proof(*inputs.proof);
    const Entry* entry = proof.prepared(digest);
    const bool is_of_it = entry != nullptr && entry->root().at("statement").text() == digest;
    return is_of_it ? std::string(word_of(state_of(proof, *entry).state)) : "";
  } catch (const InputError&) {
    return "";
  }
}

}  // namespace

Report verify(const Inputs& inputs) {
  const Document statement(inputs.statement);
  require_statement(statement);
  require_readable(inputs);
  const EarlierStatements earlier(inputs.earlier);
  const Json& json = statement.json();
  const std::string digest = sha256(inputs.statement.text);
  using Pointer = Json::json_pointer;
  return {
      said(json, Pointer("/contract/title")),
      said(json, Pointer("/contract/id")),
      said(json, Pointer("/period/name")),
      said(json,
           Pointer(json.contains("reconciliation") ? "/reconciliation/due/shown" : "/total/shown")),
      said(json, Pointer("/run/kind")),
      digest,
      state_in(inputs, digest),
      is_recomputed(statement, inputs, earlier),
      is_intact(statement, inputs),
      is_signed_by_two(statement, inputs),
      is_registered(statement, inputs)};
}

std::vector<NamedVerdict> verdicts_of(const Report& report) {
  return {{"recomputed", report.recomputed},
          {"intact", report.intact},
          {"signed by two people", report.is_signed},
          {"in the register", report.registered}};
}

Answer overall(const Report& report) {
  const auto any = [&](Answer answer) {
    const std::vector<NamedVerdict> all = verdicts_of(report);
    return std::any_of(all.begin(), all.end(), [&](const NamedVerdict& one) {
      return one.verdict.answer == answer;
    });
  };
  return any(Answer::no)            ? Answer::no
         : any(Answer::not_checked) ? Answer::not_checked
                                    : Answer::yes;
}

}  // namespace outturn::verify
