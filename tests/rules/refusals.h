// Cases of tests/rules/refusals/*.txt: edits of a sample file, and what is said of the result.
//
//   # a key given twice                what the case is about
//   - currency: GBP                    lines of the sample, found there once ...
//   + currency: GBP                    ... and the lines that take their place; a further edit
//   + currency: USD                    begins with the next "-"
//   > contract.yaml:6:1: the key ...   the whole refusal
//
// A file edits the sample file that its name begins with, up to the first '-'. Where its name ends
// with "in-a-contract", the mistake shows only when a contract that refers to the file is loaded.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace outturn {

struct LineEdit {
  std::string old_lines;  // each with its line break
  std::string new_lines;
};

struct RefusalCase {
  std::string title;
  std::vector<LineEdit> edits;
  std::string refusal;  // without a last line break
};

struct RefusalFile {
  std::filesystem::path path;
  std::string sample;  // the name of the sample file it edits
  bool in_a_contract;
  std::vector<RefusalCase> cases;
};

// Every file of cases, by name.
std::vector<RefusalFile> refusal_files();

// The case's text of the sample file; std::invalid_argument when an edit's lines aren't there once.
std::string edited(std::string text, const RefusalCase& one);

// Writes the cases as they are read: for accepting what the engine says now.
void rewrite(const RefusalFile& file);

}  // namespace outturn
