#include "platform/store/prepared_statement.h"

#include <variant>

namespace ttg::store {
namespace {

bool IsNull(const Value& value) { return std::holds_alternative<std::monostate>(value); }
bool IsNumber(const Value& value) { return std::holds_alternative<std::int64_t>(value); }

}  // namespace

PreparedStatement::PreparedStatement(soci::session& session, std::string_view sql,
                                     const Binds& binds, std::size_t columns, bool text_only)
    : text_only_(text_only), parameters_(binds.size()), cells_(columns), statement_(session) {
  statement_.alloc();
  for (Cell& cell : cells_) statement_.exchange(soci::into(cell.text, cell.indicator));
  for (std::size_t i = 0; i < binds.size(); ++i) {
    Parameter& parameter = parameters_[i];
    parameter.name = binds[i].name;
    parameter.is_text = text_only || !IsNumber(binds[i].value);
    if (parameter.is_text) {
      statement_.exchange(soci::use(parameter.text, parameter.indicator, parameter.name));
    } else {
      statement_.exchange(soci::use(parameter.number, parameter.indicator, parameter.name));
    }
  }
  statement_.prepare(std::string(sql));
  statement_.define_and_bind();
}

bool PreparedStatement::Fits(const Binds& binds, std::size_t columns) const {
  if (binds.size() != parameters_.size() || columns != cells_.size()) return false;
  for (std::size_t i = 0; i < binds.size(); ++i) {
    if (binds[i].name != parameters_[i].name) return false;
    if (text_only_ || IsNull(binds[i].value)) continue;
    if (IsNumber(binds[i].value) == parameters_[i].is_text) return false;
  }
  return true;
}

std::int64_t PreparedStatement::Execute(const Binds& binds, std::vector<TextRow>& rows) {
  Fill(binds);
  bool got = statement_.execute(/*withDataExchange=*/true);
  while (got && !cells_.empty()) {
    rows.push_back(Row());
    got = statement_.fetch();
  }
  return statement_.get_affected_rows();
}

void PreparedStatement::Fill(const Binds& binds) {
  for (std::size_t i = 0; i < binds.size(); ++i) {
    Parameter& parameter = parameters_[i];
    parameter.indicator = IsNull(binds[i].value) ? soci::i_null : soci::i_ok;
    if (const auto* text = std::get_if<std::string>(&binds[i].value)) {
      parameter.text = *text;
    } else if (const auto* number = std::get_if<std::int64_t>(&binds[i].value)) {
      parameter.number = *number;
      if (parameter.is_text) parameter.text = std::to_string(*number);
    }
  }
}

TextRow PreparedStatement::Row() const {
  TextRow row;
  row.reserve(cells_.size());
  for (const Cell& cell : cells_) {
    row.push_back(cell.indicator == soci::i_null ? std::nullopt : std::optional(cell.text));
  }
  return row;
}

}  // namespace ttg::store
