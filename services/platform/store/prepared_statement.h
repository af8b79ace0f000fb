#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <soci/soci.h>

#include "platform/store/session.h"

namespace ttg::store {

// One SOCI statement with the buffers that it is bound to. Throws what SOCI throws: sql_session.cc
// is the edge that catches it.
class PreparedStatement {
 public:
  // `text_only` sends numbers as text too: PostgreSQL reads the type beside the parameter anyway.
  PreparedStatement(soci::session& session, std::string_view sql, const Binds& binds,
                    std::size_t columns, bool text_only);

  PreparedStatement(const PreparedStatement&) = delete;
  PreparedStatement& operator=(const PreparedStatement&) = delete;

  // Whether the same placeholders with the same types, and as many columns, were prepared.
  bool Fits(const Binds& binds, std::size_t columns) const;

  // Runs it and reads all rows; the number of rows that it changed.
  std::int64_t Execute(const Binds& binds, std::vector<TextRow>& rows);

  soci::details::statement_backend* backend() { return statement_.get_backend(); }

 private:
  struct Parameter {
    std::string name;
    bool is_text = true;
    std::string text;
    long long number = 0;
    soci::indicator indicator = soci::i_null;
  };
  struct Cell {
    std::string text;
    soci::indicator indicator = soci::i_null;
  };

  void Fill(const Binds& binds);
  TextRow Row() const;

  const bool text_only_;
  // SOCI keeps pointers into these two: they never change in size.
  std::vector<Parameter> parameters_;
  std::vector<Cell> cells_;
  soci::statement statement_;
};

}  // namespace ttg::store
