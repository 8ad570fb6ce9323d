#include "audit/pack_index.h"

#include "record/sha256.h"
#include "text/xml_text.h"

#include <set>
#include <utility>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::string_view kStyle =
    "body{font-family:sans-serif;max-width:60em;margin:2em auto;padding:0 1em;line-height:1.4}"
    "table{border-collapse:collapse}"
    "td,th{text-align:left;vertical-align:top;padding:.2em .8em .2em 0;border-bottom:1px solid "
    "#ccc}"
    "td.amount{text-align:right}code,pre{font-family:monospace;overflow-wrap:anywhere}"
    "pre{background:#f4f4f4;padding:.5em;white-space:pre-wrap}";

// Text from outside, between the tags of an element.
std::string element(std::string_view name, std::string_view text) {
  return fmt::format("<{0}>{1}</{0}>", name, xml_text(text));
}

std::string cell(std::string_view text) {
  return element("td", text);
}

std::string code_cell(std::string_view text) {
  return "<td>" + element("code", text) + "</td>";
}

std::string amount_cell(std::string_view text) {
  return fmt::format("<td class=\"amount\">{}</td>", xml_text(text));
}

std::string header(std::initializer_list<std::string_view> columns) {
  std::string row = "<tr>";
  for (const std::string_view column : columns) {
    row += element("th", column);
  }
  return row + "</tr>\n";
}

std::string row(std::initializer_list<std::string> cells) {
  std::string row = "<tr>";
  for (const std::string& one : cells) {
    row += one;
  }
  return row + "</tr>\n";
}

std::string commands(std::string_view text) {
  return element("pre", text) + "\n";
}

std::string standing_of(const EnteredRun& run) {
  if (run.superseded_by) {
    return fmt::format("superseded by entry {}", *run.superseded_by);
  }
  return std::string(word_for(run.stage));
}

std::string head_of(const PackIndex& index) {
  const StatementView& statement = index.statement;
  std::string out = element("h1", statement.contract.title) + "\n<table>\n";
  const auto fact = [&](std::string_view name, std::string_view value) {
    out += row({element("th", name), cell(value)});
  };
  fact("Contract", statement.contract.id);
  fact("Commissioner", statement.contract.commissioner);
  fact("Provider", statement.contract.provider);
  fact("Period",
       fmt::format(
           "{}: {} to {}", statement.period.name, statement.period.first, statement.period.last));
  fact("Amount due", statement.paid().shown);
  fact("Run",
       fmt::format("{}, {}",
                   statement.run.kind,
                   statement.run.payable ? "payable once issued" : "not payable"));
  fact("In the register", fmt::format("entry {}, {}", index.run.entry, standing_of(index.run)));
  fact("Register", index.register_id);
  fact("Made by", "outturn " + statement.engine);
  out += "</table>\n";
  for (const std::string& sentence : statement.illustrative) {
    out += element("p", sentence) + "\n";
  }
  return out;
}

std::string amounts(const StatementView& statement) {
  std::string out = "<h2>Amounts</h2>\n<table>\n" + header({"", "name", "due"});
  for (const LineView& line : statement.lines) {
    out += row({cell("line"), cell(line.title), amount_cell(line.due.shown)});
  }
  out += row({cell("total"),
              cell(statement.reconciliation ? "what the rules come to" : "amount due"),
              amount_cell(statement.total.shown)});
  for (const PayerView& payer : statement.payers) {
    out += row({cell("payer"), cell(payer.name), amount_cell(payer.due.shown)});
  }
  if (statement.reconciliation) {
    out += row({cell("paid now"), cell("total"), amount_cell(statement.paid().shown)});
    for (const ReconciledPayerView& payer : statement.reconciliation->payers) {
      out += row({cell("paid now"), cell(payer.name), amount_cell(payer.due.shown)});
    }
  }
  return out + "</table>\n";
}

std::string people(const PackIndex& index) {
  std::string out =
      "<h2>Who did what</h2>\n"
      "<p>Each entry is signed with the key in it. The time is what its writer said; the order is "
      "by number.</p>\n<table>\n" +
      header({"entry", "what", "who", "when", "key"});
  for (const Entry* entry : index.about) {
    out += row({cell(fmt::format("{}", entry->sequence)),
                cell(code_of(entry->kind)),
                cell(entry->by.person),
                cell(entry->at),
                code_cell(entry->by.key)});
  }
  return out + "</table>\n";
}

std::string files(const Pack& pack) {
  std::string out = "<h2>What is in this folder</h2>\n<table>\n" +
                    header({"file", "what it is", "bytes", "SHA-256"});
  for (const auto& [name, file] : pack) {
    out += row({fmt::format("<td><a href=\"{0}\">{0}</a></td>", xml_text(name)),
                cell(file.what),
                amount_cell(fmt::format("{}", file.text.size())),
                code_cell(sha256(file.text))});
  }
  return out + "</table>\n";
}

std::string signature_checks(const PackIndex& index) {
  std::string lines;
  for (const Entry* entry : index.about) {
    if (entry->kind == EntryKind::prepared || entry->kind == EntryKind::approved ||
        entry->kind == EntryKind::issued) {
      const std::string name = fmt::format("statement.json.{}.minisig", code_of(entry->kind));
      const bool ours = entry->sequence == index.run.entry ||
                        (entry->kind != EntryKind::prepared &&
                         std::get<Decision>(entry->what).entry == index.run.entry);
      lines +=
          ours ? fmt::format("minisign -Vm statement.json -x {} -P {}\n", name, entry->by.key) : "";
    }
  }
  return commands(lines);
}

std::string replay(const PackIndex& index) {
  return "<h2>Making it again</h2>\n"
         "<p>Whoever has the register makes the run again from what it keeps, and the store where "
         "the contract reads people:</p>\n" +
         commands(fmt::format("outturn replay REGISTER {} --store STORE", index.run.entry)) +
         "<p>Without the register, the rule files here settle it, and the bytes are compared. "
         "Contracts that build on earlier periods find those in the folder earlier.</p>\n" +
         commands(fmt::format("outturn settle --contract rules --store STORE --period {} "
                              "--statements earlier --out again",
                              index.statement.period.name)) +
         "<p>The evidence adds up to the sums of the statement, and every quantity in "
         "workings.csv follows from those before it, without any program of ours.</p>\n";
}

std::string checks(const PackIndex& index) {
  return "<h2>How to check it</h2>\n"
         "<p>That the files are those that were packed. Keep the digest of SHA256SUMS itself, or "
         "ask for it on another way: whoever can change a file can change the list too.</p>\n" +
         commands("sha256sum -c SHA256SUMS") +
         "<p>That these people signed the statement. The keys below are the register's word: "
         "compare them with keys that the people gave you themselves.</p>\n" +
         signature_checks(index) +
         "<p>That every figure follows from the evidence and that two people signed; with a head "
         "of the register that was kept elsewhere, that the statement stands in it. KEYS is a file "
         "with a line for each key that you trust: the key, a blank, the person.</p>\n" +
         commands("outturn-verify . --keys KEYS --head HEAD --earlier earlier") +
         "<p>An entry's hash is SHA-256 of a zero byte and its text; the next entry that follows "
         "it in the register names it as previous.</p>\n" +
         commands("(printf '\\0'; cat entries/N.json) | sha256sum");
}

}  // namespace

std::string pack_index(const PackIndex& index) {
  const std::string title =
      fmt::format("{}, {}", index.statement.contract.id, index.statement.period.name);
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n" +
         element("title", title) + "\n<style>" + std::string(kStyle) +
         "</style>\n</head>\n<body>\n" + head_of(index) + amounts(index.statement) + people(index) +
         files(index.pack) + checks(index) + replay(index) + "</body>\n</html>\n";
}

}  // namespace outturn
