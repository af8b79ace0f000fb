#pragma once

#include <charconv>
#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "kernel/date.h"
#include "kernel/id.h"
#include "kernel/result.h"

namespace ttg::store {

enum class Dialect { kSqlite, kPostgres };

// What a placeholder can be bound to. Dates and instants go in as their ISO text; PostgreSQL reads
// the type of a parameter from the column beside it.
using Value = std::variant<std::monostate, std::int64_t, std::string>;

// One named placeholder (":name" in the text) and its value.
struct Bind {
  Bind(std::string_view placeholder, std::nullopt_t) : name(placeholder) {}
  Bind(std::string_view placeholder, std::string text)
      : name(placeholder), value(std::move(text)) {}
  Bind(std::string_view placeholder, std::string_view text)
      : name(placeholder), value(std::string(text)) {}
  Bind(std::string_view placeholder, const char* text)
      : name(placeholder), value(std::string(text)) {}
  template <typename Integer>
  requires std::integral<Integer> Bind(std::string_view placeholder, Integer number)
      : name(placeholder), value(static_cast<std::int64_t>(number)) {}
  Bind(std::string_view placeholder, Date date) : name(placeholder), value(FormatDate(date)) {}
  Bind(std::string_view placeholder, Instant instant)
      : name(placeholder), value(FormatInstant(instant)) {}
  template <typename Tag>
  Bind(std::string_view placeholder, const Id<Tag>& id) : name(placeholder), value(id.str()) {}
  template <typename Tag>
  Bind(std::string_view placeholder, const Reference<Tag>& reference)
      : name(placeholder), value(reference.str()) {}
  template <typename T>
  Bind(std::string_view placeholder, const std::optional<T>& maybe) : name(placeholder) {
    if (maybe) value = Bind(placeholder, *maybe).value;
  }

  std::string_view name;
  Value value;
};

using Binds = std::vector<Bind>;
// A row as text, column by column; nullopt is NULL.
using TextRow = std::vector<std::optional<std::string>>;

// Reads one column. Throws nothing: what cannot be read is our own broken row, and aborts the
// query with Internal / ROW_MALFORMED.
template <typename T>
struct Column;

// One connection, inside a transaction or a read. Statements are prepared once per session and
// always fetched to their end, because an open SELECT pins a stale snapshot and an open RETURNING
// breaks COMMIT. Errors never quote bound values: those are personal data.
//
// A statement that fails dooms what surrounds it, the nearest Savepoint or the whole command, even
// if the caller swallows the error: PostgreSQL would abort the transaction there, and both
// databases answer alike. Until then every further call returns that first error.
//
// Errors of every call: Duplicate / UNIQUE_VIOLATED, Precondition / CONSTRAINT_VIOLATED (checks,
// foreign keys, the exclusion constraint), Unavailable / DATABASE_UNAVAILABLE,
// Internal / DATABASE_FAULT.
// Used by one thread at a time.
class Session {
 public:
  virtual ~Session() = default;

  virtual Dialect dialect() const = 0;

  // Runs a statement for its effect; the number of rows it changed.
  virtual Result<std::int64_t> Execute(std::string_view sql, const Binds& binds) = 0;
  Result<std::int64_t> Execute(std::string_view sql) { return Execute(sql, {}); }

  // Runs a text of several statements that binds and returns nothing: DDL, mostly. Not prepared.
  virtual Result<void> ExecuteScript(std::string_view script) = 0;

  // Runs a query whose columns are read as C..., for example
  //   TTG_TRY(const auto rows, session.Query<std::string, std::optional<Date>>(sql, {{"id", id}}));
  template <typename... C>
  Result<std::vector<std::tuple<C...>>> Query(std::string_view sql, const Binds& binds = {}) {
    TTG_TRY(const auto text_rows, QueryText(sql, binds, sizeof...(C)));
    std::vector<std::tuple<C...>> rows;
    rows.reserve(text_rows.size());
    for (const TextRow& text : text_rows) {
      TTG_TRY(auto row, ReadRow<C...>(text, std::index_sequence_for<C...>()));
      rows.push_back(std::move(row));
    }
    return rows;
  }

  // The first row, if there is one.
  template <typename... C>
  Result<std::optional<std::tuple<C...>>> QueryOne(std::string_view sql, const Binds& binds = {}) {
    TTG_TRY(auto rows, Query<C...>(sql, binds));
    if (rows.empty()) return std::optional<std::tuple<C...>>();
    return std::optional(std::move(rows.front()));
  }

  // Runs `work` under a savepoint: if it fails, what it wrote is undone and the error returned,
  // and the transaction goes on.
  virtual Result<void> Savepoint(const std::function<Result<void>()>& work) = 0;

 protected:
  virtual Result<std::vector<TextRow>> QueryText(std::string_view sql, const Binds& binds,
                                                 std::size_t columns) = 0;

 private:
  template <typename... C, std::size_t... I>
  static Result<std::tuple<C...>> ReadRow(const TextRow& text, std::index_sequence<I...>) {
    std::tuple<std::optional<C>...> cells{Column<C>::Read(text[I])...};
    if (!(std::get<I>(cells).has_value() && ...)) {
      return Internal("ROW_MALFORMED", "a stored row does not have the type its column promises");
    }
    return std::tuple<C...>{std::move(*std::get<I>(cells))...};
  }
};

template <>
struct Column<std::string> {
  static std::optional<std::string> Read(const std::optional<std::string>& text) { return text; }
};

template <typename Integer>
requires std::integral<Integer>
struct Column<Integer> {
  static std::optional<Integer> Read(const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (fault != std::errc() || end != text->data() + text->size()) return std::nullopt;
    return static_cast<Integer>(number);
  }
};

template <>
struct Column<Date> {
  static std::optional<Date> Read(const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    const auto date = ParseDate(*text);
    return date ? std::optional(*date) : std::nullopt;
  }
};

template <>
struct Column<Instant> {
  static std::optional<Instant> Read(const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    const auto instant = ParseInstant(*text);
    return instant ? std::optional(*instant) : std::nullopt;
  }
};

template <typename Tag>
struct Column<Id<Tag>> {
  static std::optional<Id<Tag>> Read(const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    const auto id = Id<Tag>::Parse(*text);
    return id ? std::optional(*id) : std::nullopt;
  }
};

template <typename Tag>
struct Column<Reference<Tag>> {
  static std::optional<Reference<Tag>> Read(const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    const auto reference = Reference<Tag>::Parse(*text);
    return reference ? std::optional(*reference) : std::nullopt;
  }
};

template <typename T>
struct Column<std::optional<T>> {
  static std::optional<std::optional<T>> Read(const std::optional<std::string>& text) {
    if (!text) return std::optional<T>();
    auto value = Column<T>::Read(text);
    if (!value) return std::nullopt;
    return std::optional<std::optional<T>>(std::move(value));
  }
};

}  // namespace ttg::store
