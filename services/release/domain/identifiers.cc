#include "release/domain/identifiers.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace ttg::release {
namespace {

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool AreDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit);
}

// At most nine digits, already checked.
int Number(std::string_view digits) {
  int number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

// The check letter of PNC and CRO numbers: the year's last two digits followed by the serial,
// modulo 23, in an alphabet without I, O and S.
char CheckLetter(int two_digit_year, int serial, int serial_modulus) {
  constexpr std::string_view kAlphabet = "ZABCDEFGHJKLMNPQRTUVWXY";
  const long joined = static_cast<long>(two_digit_year) * serial_modulus + serial;
  return kAlphabet[static_cast<std::size_t>(joined % 23)];
}

Error PncMalformed() {
  return Invalid("PNC_MALFORMED", "a PNC number looks like 2018/0123456P or 18/123456P");
}

Error CroMalformed() {
  return Invalid("CRO_MALFORMED", "a CRO number looks like 12345/18K or SF18/12345K");
}

int FullYear(std::string_view year, Date today) {
  const int number = Number(year);
  if (year.size() == 4) return number;
  return number <= today.year() % 100 ? 2000 + number : 1900 + number;
}

}  // namespace

std::string NormaliseIdentifier(std::string_view text) {
  const auto is_space = [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

Result<PrisonNumber> ParsePrisonNumber(std::string_view text) {
  if (text.size() == 7 && IsUpper(text[0]) && AreDigits(text.substr(1, 4)) && IsUpper(text[5]) &&
      IsUpper(text[6])) {
    return PrisonNumber::Restore(std::string(text));
  }
  return Invalid("PRISON_NUMBER_MALFORMED",
                 "a prison number is one letter, four digits and two letters");
}

Result<Crn> ParseCrn(std::string_view text) {
  if (text.size() == 7 && IsUpper(text[0]) && AreDigits(text.substr(1))) {
    return Crn::Restore(std::string(text));
  }
  return Invalid("CRN_MALFORMED", "a CRN is one letter and six digits");
}

Result<Pnc> ParsePnc(std::string_view text, Date today) {
  const std::size_t slash = text.find('/');
  if (slash != 4 && slash != 2) return PncMalformed();
  const std::string_view year = text.substr(0, slash);
  const std::string_view rest = text.substr(slash + 1);
  if (rest.size() < 2 || rest.size() > 8 || (slash == 4 && rest.size() != 8)) return PncMalformed();
  const std::string_view serial = rest.substr(0, rest.size() - 1);
  if (!AreDigits(year) || !AreDigits(serial) || !IsUpper(rest.back())) return PncMalformed();
  const int full_year = FullYear(year, today);
  const int number = Number(serial);
  if (CheckLetter(full_year % 100, number, 10'000'000) != rest.back()) {
    return Invalid("PNC_CHECK_LETTER_WRONG",
                   "the last letter of the PNC number does not fit its digits: one is mistyped");
  }
  return Pnc::Restore(fmt::format("{:04}/{:07}{}", full_year, number, rest.back()));
}

Result<Cro> ParseCro(std::string_view text) {
  const bool unconverted = text.starts_with("SF");
  if (unconverted) text.remove_prefix(2);
  if (text.size() < 2 || !IsUpper(text.back())) return CroMalformed();
  const std::string_view body = text.substr(0, text.size() - 1);
  const std::size_t slash = body.find('/');
  if (slash == std::string_view::npos) return CroMalformed();
  const std::string_view left = body.substr(0, slash);
  const std::string_view right = body.substr(slash + 1);
  const std::string_view year = unconverted ? left : right;
  const std::string_view serial = unconverted ? right : left;
  if (year.size() != 2 || serial.size() > 6 || !AreDigits(year) || !AreDigits(serial)) {
    return CroMalformed();
  }
  if (CheckLetter(Number(year), Number(serial), 1'000'000) != text.back()) {
    return Invalid("CRO_CHECK_LETTER_WRONG",
                   "the last letter of the CRO number does not fit its digits: one is mistyped");
  }
  return Cro::Restore(unconverted ? fmt::format("SF{}/{}{}", year, serial, text.back())
                                  : fmt::format("{:06}/{}{}", Number(serial), year, text.back()));
}

}  // namespace ttg::release
