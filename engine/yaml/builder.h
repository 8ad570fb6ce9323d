// From yaml-cpp's events to our tree.
#pragma once

#include "yaml/document.h"
#include "yaml/places.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <yaml-cpp/eventhandler.h>

namespace outturn::yaml {

// Handles the events of one document. Throws InputError for what document.h says is refused;
// duplicate keys are added to `problems`, the first hundred of them.
class Builder : public YAML::EventHandler {
 public:
  Builder(Places& places, Problems& problems) : places_(places), problems_(problems) {
    root_.place = places.of(YAML::Mark{});
  }

  Node take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark,
                const std::string& tag,
                YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark,
                       const std::string& tag,
                       YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark,
                  const std::string& tag,
                  YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { close(); }

 private:
  // A map or list whose end hasn't been seen, and for a map the key that waits for its value.
  struct Open {
    Node node;
    std::optional<Entry> waiting;
    std::map<std::string, std::size_t, std::less<>> lines;  // of each key's first appearance
  };

  void check(const YAML::Mark& mark, const Place& where, YAML::anchor_t anchor);
  void open(Node::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor);
  void close();
  void place(Node node);
  void keep(Open& parent);

  Places& places_;
  Problems& problems_;
  Node root_;
  std::vector<Open> open_;
  bool started_ = false;
  std::size_t nodes_ = 0;
  std::size_t duplicates_ = 0;
};

}  // namespace outturn::yaml
