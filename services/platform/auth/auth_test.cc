#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "platform/auth/authenticator.h"
#include "platform/auth/base64url.h"
#include "platform/auth/dev_tokens.h"
#include "platform/auth/policy.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/matchers.h"

namespace ttg::auth {
namespace {

using nlohmann::json;
using testing::FailsWith;
using testing::Succeeded;

constexpr std::int64_t kNow = 1'795'000'000;

// The keys of an imaginary issuer, made once: RSA keys take a while.
class Issuer {
 public:
  static Issuer& The() {
    static auto* issuer = new Issuer();
    return *issuer;
  }

  JwkPointer rsa = Rsa(2048, "rsa");
  JwkPointer small_rsa = Rsa(1024, "small");
  JwkPointer p256 = Ec(CJOSE_JWK_EC_P_256, "p256");
  JwkPointer p384 = Ec(CJOSE_JWK_EC_P_384, "p384");
  JwkPointer stranger = Ec(CJOSE_JWK_EC_P_256, "p256");
  JwkPointer secret = Secret("rsa");
  KeySet keys = *KeySet::Parse(Jwks({&rsa, &small_rsa, &p256, &p384}));

  static json PublicOf(const JwkPointer& key) {
    cjose_err fault{};
    char* text = cjose_jwk_to_json(key.get(), false, &fault);
    json parsed = json::parse(text);
    std::free(text);
    return parsed;
  }

  static std::string Jwks(std::initializer_list<const JwkPointer*> keys) {
    json list = json::array();
    for (const auto* key : keys) list.push_back(PublicOf(*key));
    return json{{"keys", list}}.dump();
  }

 private:
  static JwkPointer Named(cjose_jwk_t* key, const std::string& kid) {
    cjose_err fault{};
    cjose_jwk_set_kid(key, kid.c_str(), kid.size(), &fault);
    return JwkPointer(key);
  }
  static JwkPointer Rsa(std::size_t bits, const std::string& kid) {
    constexpr std::array<std::uint8_t, 3> kExponent = {1, 0, 1};
    cjose_err fault{};
    return Named(cjose_jwk_create_RSA_random(bits, kExponent.data(), kExponent.size(), &fault),
                 kid);
  }
  static JwkPointer Ec(cjose_jwk_ec_curve curve, const std::string& kid) {
    cjose_err fault{};
    return Named(cjose_jwk_create_EC_random(curve, &fault), kid);
  }
  // Algorithm confusion: the public modulus used as an HMAC secret.
  JwkPointer Secret(const std::string& kid) const {
    const auto modulus = *DecodeBase64Url(PublicOf(rsa)["n"].get<std::string>());
    cjose_err fault{};
    return Named(cjose_jwk_create_oct_spec(reinterpret_cast<const std::uint8_t*>(modulus.data()),
                                           modulus.size(), &fault),
                 kid);
  }
};

json Claims() {
  return {{"sub", "worker-1"},         {"org", "probation"},
          {"orgs", {"probation"}},     {"prisons", {"BMI", "LEI"}},
          {"delivery_units", {"*"}},   {"roles", {"RESETTLEMENT_WORKER", "FROM_THE_FUTURE"}},
          {"purpose", "RESETTLEMENT"}, {"iss", "issuer"},
          {"aud", {"other", "ttg"}},   {"exp", kNow + 600},
          {"nbf", kNow - 10}};
}

std::string Signed(const JwkPointer& key, const std::string& algorithm, const std::string& kid,
                   const std::string& payload, const json& more = json::object()) {
  cjose_err fault{};
  cjose_header_t* header = cjose_header_new(&fault);
  cjose_header_set(header, "alg", algorithm.c_str(), &fault);
  cjose_header_set(header, "kid", kid.c_str(), &fault);
  for (const auto& [name, value] : more.items()) {
    cjose_header_set_raw(header, name.c_str(), value.dump().c_str(), &fault);
  }
  cjose_jws_t* jws =
      cjose_jws_sign(key.get(), header, reinterpret_cast<const std::uint8_t*>(payload.data()),
                     payload.size(), &fault);
  const char* compact = nullptr;
  if (jws == nullptr || !cjose_jws_export(jws, &compact, &fault)) return {};
  std::string token = compact;
  cjose_jws_release(jws);
  cjose_header_release(header);
  return token;
}

std::string With(const std::function<void(json&)>& change) {
  json claims = Claims();
  change(claims);
  return Signed(Issuer::The().p256, "ES256", "p256", claims.dump());
}

// Header and payload of our own making with the signature of a good token.
std::string Forged(const std::string& header, const std::string& payload) {
  const std::string good = With([](json&) {});
  return EncodeBase64Url(header) + "." + EncodeBase64Url(payload) + good.substr(good.rfind('.'));
}

Result<Principal> Verify(const std::string& token) {
  return VerifyToken(token, Issuer::The().keys, {"issuer", "ttg"}, absl::FromUnixSeconds(kNow));
}

TEST(VerifyToken, ReadsWhomItSpeaksFor) {
  for (const auto& token :
       {With([](json&) {}), Signed(Issuer::The().rsa, "RS256", "rsa", Claims().dump())}) {
    const auto principal = Verify(token);
    ASSERT_THAT(principal, Succeeded());
    EXPECT_EQ(principal->actor.str(), "worker-1");
    EXPECT_EQ(principal->organisation.str(), "probation");
    EXPECT_EQ(principal->roles, std::set{Role::kResettlementWorker});
    EXPECT_TRUE(principal->scope.prisons.Covers(*PrisonId::Parse("BMI")));
    EXPECT_FALSE(principal->scope.prisons.Covers(*PrisonId::Parse("MDI")));
    EXPECT_TRUE(principal->scope.delivery_units.all);
    EXPECT_EQ(principal->purpose, "RESETTLEMENT");
  }
}

struct BadToken {
  std::string name;
  std::function<std::string()> token;
  std::string reason;
};

class RefusedToken : public ::testing::TestWithParam<BadToken> {};

TEST_P(RefusedToken, NamesTheReasonAndNeverTheToken) {
  const std::string token = GetParam().token();
  const auto principal = Verify(token);
  ASSERT_THAT(principal, FailsWith(ErrorKind::kUnauthenticated, GetParam().reason));
  for (const auto& part : {token, token.substr(0, 20)}) {
    if (part.size() < 8) continue;
    EXPECT_EQ(principal.error().message.find(part), std::string::npos);
  }
}

const std::vector<BadToken>& BadTokens() {
  static const auto* tokens = new std::vector<BadToken>{
      {"Empty", [] { return std::string(); }, "TOKEN_MALFORMED"},
      {"NoDots", [] { return std::string("abcdefgh"); }, "TOKEN_MALFORMED"},
      {"Truncated",
       [] {
         const auto good = With([](json&) {});
         return good.substr(0, good.rfind('.'));
       },
       "TOKEN_MALFORMED"},
      {"WithoutSignature",
       [] {
         const auto good = With([](json&) {});
         return good.substr(0, good.rfind('.') + 1);
       },
       "TOKEN_MALFORMED"},
      {"SignatureOfAnotherLength",
       [] {
         const auto good = With([](json&) {});
         return good.substr(0, good.rfind('.') + 1) + EncodeBase64Url(std::string(63, 'x'));
       },
       "TOKEN_SIGNATURE_INVALID"},
      {"FourParts", [] { return With([](json&) {}) + ".e30"; }, "TOKEN_MALFORMED"},
      {"Padded", [] { return With([](json&) {}) + "=="; }, "TOKEN_MALFORMED"},
      {"TooLarge", [] { return std::string(9000, 'a'); }, "TOKEN_TOO_LARGE"},
      {"HeaderIsNoObject", [] { return Forged("[]", "{}"); }, "TOKEN_MALFORMED"},
      {"HeaderNamesTheAlgorithmTwice",
       [] { return Forged(R"({"alg":"none","alg":"ES256","kid":"p256"})", Claims().dump()); },
       "TOKEN_MALFORMED"},
      {"AlgorithmNone", [] { return Forged(R"({"alg":"none","kid":"p256"})", Claims().dump()); },
       "TOKEN_ALGORITHM_REFUSED"},
      {"AlgorithmNoneInOtherCase",
       [] { return Forged(R"({"alg":"nOnE","kid":"p256"})", Claims().dump()); },
       "TOKEN_ALGORITHM_REFUSED"},
      {"AlgorithmAbsent", [] { return Forged(R"({"kid":"p256"})", Claims().dump()); },
       "TOKEN_ALGORITHM_REFUSED"},
      {"PublicKeyAsHmacSecret",
       [] { return Signed(Issuer::The().secret, "HS256", "rsa", Claims().dump()); },
       "TOKEN_ALGORITHM_REFUSED"},
      {"RsaKeyWithAnotherRsaAlgorithm",
       [] { return Signed(Issuer::The().rsa, "PS256", "rsa", Claims().dump()); },
       "TOKEN_ALGORITHM_REFUSED"},
      {"AlgorithmOfAnotherKey",
       [] { return Signed(Issuer::The().rsa, "RS256", "p256", Claims().dump()); },
       "TOKEN_ALGORITHM_REFUSED"},
      {"CriticalHeader",
       [] {
         return Signed(Issuer::The().p256, "ES256", "p256", Claims().dump(),
                       {{"crit", {"exp"}}, {"exp", kNow}});
       },
       "TOKEN_CRITICAL_HEADER"},
      {"UnencodedPayload",
       [] {
         return Signed(Issuer::The().p256, "ES256", "p256", Claims().dump(), {{"b64", {false}}});
       },
       "TOKEN_CRITICAL_HEADER"},
      {"SmallRsaKey",
       [] { return Signed(Issuer::The().small_rsa, "RS256", "small", Claims().dump()); },
       "TOKEN_KEY_UNKNOWN"},
      {"WrongCurve", [] { return Signed(Issuer::The().p384, "ES384", "p384", Claims().dump()); },
       "TOKEN_ALGORITHM_REFUSED"},
      {"WrongCurveUnderAnAllowedName",
       [] { return Forged(R"({"alg":"ES256","kid":"p384"})", Claims().dump()); },
       "TOKEN_KEY_UNKNOWN"},
      {"UnknownKid",
       [] { return Signed(Issuer::The().p256, "ES256", "elsewhere", Claims().dump()); },
       "TOKEN_KEY_UNKNOWN"},
      {"KidAbsent", [] { return Forged(R"({"alg":"ES256"})", Claims().dump()); },
       "TOKEN_KEY_UNKNOWN"},
      {"SignedByAStranger",
       [] { return Signed(Issuer::The().stranger, "ES256", "p256", Claims().dump()); },
       "TOKEN_SIGNATURE_INVALID"},
      {"ClaimsExchanged",
       [] { return Forged(R"({"alg":"ES256","kid":"p256"})", R"({"sub":"somebody"})"); },
       "TOKEN_SIGNATURE_INVALID"},
      {"ClaimsAreNoObject", [] { return Signed(Issuer::The().p256, "ES256", "p256", "[]"); },
       "TOKEN_MALFORMED"},
      {"Expired", [] { return With([](json& c) { c["exp"] = kNow - 60; }); }, "TOKEN_EXPIRED"},
      {"ExpiryAbsent", [] { return With([](json& c) { c.erase("exp"); }); }, "TOKEN_CLAIM_INVALID"},
      {"ExpiryIsText", [] { return With([](json& c) { c["exp"] = "tomorrow"; }); },
       "TOKEN_CLAIM_INVALID"},
      {"ExpiryIsBeyondAllTime", [] { return With([](json& c) { c["exp"] = 1e300; }); },
       "TOKEN_CLAIM_INVALID"},
      {"NotYetValid", [] { return With([](json& c) { c["nbf"] = kNow + 61; }); },
       "TOKEN_NOT_YET_VALID"},
      {"WrongIssuer", [] { return With([](json& c) { c["iss"] = "somebody"; }); },
       "TOKEN_ISSUER_WRONG"},
      {"IssuerAbsent", [] { return With([](json& c) { c.erase("iss"); }); }, "TOKEN_CLAIM_INVALID"},
      {"WrongAudience", [] { return With([](json& c) { c["aud"] = "other"; }); },
       "TOKEN_AUDIENCE_WRONG"},
      {"AudienceAbsent", [] { return With([](json& c) { c.erase("aud"); }); },
       "TOKEN_AUDIENCE_WRONG"},
      {"SubjectAbsent", [] { return With([](json& c) { c.erase("sub"); }); },
       "TOKEN_CLAIM_INVALID"},
      {"SubjectIsNoReference", [] { return With([](json& c) { c["sub"] = "a b"; }); },
       "TOKEN_CLAIM_INVALID"},
      {"OrganisationAbsent", [] { return With([](json& c) { c.erase("org"); }); },
       "TOKEN_CLAIM_INVALID"},
      {"PrisonsAreNoList", [] { return With([](json& c) { c["prisons"] = "*"; }); },
       "TOKEN_CLAIM_INVALID"},
      {"PurposeAbsent", [] { return With([](json& c) { c.erase("purpose"); }); },
       "TOKEN_CLAIM_INVALID"},
      {"NoRoleThatWeKnow", [] { return With([](json& c) { c["roles"] = {"OTHER"}; }); },
       "TOKEN_ROLES_ABSENT"},
  };
  return *tokens;
}

INSTANTIATE_TEST_SUITE_P(Every, RefusedToken, ::testing::ValuesIn(BadTokens()),
                         [](const auto& row) { return row.param.name; });

TEST(VerifyToken, ForgivesAMinuteOfClockDifference) {
  EXPECT_THAT(Verify(With([](json& c) { c["exp"] = kNow - 59; })), Succeeded());
  EXPECT_THAT(Verify(With([](json& c) { c["nbf"] = kNow + 60; })), Succeeded());
}

TEST(KeySet, PassesOverWhatMayNotSign) {
  json key = Issuer::PublicOf(Issuer::The().p256);
  for (const auto& [name, value] : std::map<std::string, json>{{"use", "enc"},
                                                               {"key_ops", {"encrypt"}},
                                                               {"alg", "ES384"},
                                                               {"kid", ""},
                                                               {"x", "AAAA"},
                                                               {"crv", "secp256k1"}}) {
    json changed = key;
    changed[name] = value;
    EXPECT_THAT(KeySet::Parse(json{{"keys", {changed}}}.dump()), FailsWith("JWKS_EMPTY")) << name;
  }
}

TEST(KeySet, RefusesADocumentThatIsNone) {
  for (const std::string bad : {"", "{}", "[]", R"({"keys":{}})", R"({"keys":[],"keys":[]})"}) {
    EXPECT_THAT(KeySet::Parse(bad), ::testing::Not(Succeeded())) << bad;
  }
  EXPECT_THAT(KeySet::Parse(Issuer::Jwks({&Issuer::The().p256, &Issuer::The().stranger})),
              FailsWith("JWKS_KID_REPEATED"));
}

class KeyFolder : public ::testing::Test {
 protected:
  KeyFolder()
      : folder_(std::filesystem::temp_directory_path() / fmt::format("ttg-auth-{}", getpid())) {
    std::filesystem::create_directories(folder_);
  }
  ~KeyFolder() override { std::filesystem::remove_all(folder_); }

  void WriteJwks(const std::string& text) {
    // In one step, as an issuer would, so that no half of it is ever read.
    std::ofstream(folder_ / "new.json") << text;
    std::filesystem::rename(folder_ / "new.json", folder_ / "issuer.json");
  }
  std::string JwksPath() const { return folder_ / "issuer.json"; }

  const std::filesystem::path folder_;
  testing::FixedClock clock_{absl::FromUnixSeconds(kNow)};
};

TEST_F(KeyFolder, MakesADevelopmentKeyOnceForEverybody) {
  const std::string folder = folder_ / "dev";
  const auto first = LoadOrMakeDevKey(folder);
  const auto second = LoadOrMakeDevKey(folder);
  ASSERT_THAT(first, Succeeded());
  ASSERT_THAT(second, Succeeded());
  EXPECT_EQ(first->kid(), second->kid());
  const auto status = std::filesystem::status(folder + "/dev_key.json");
  EXPECT_EQ(status.permissions(), std::filesystem::perms(0600));
}

TEST_F(KeyFolder, AgreesOnOneKeyWhenManyStartAtOnce) {
  const std::string folder = folder_ / "dev";
  std::vector<std::string> kids(8);
  {
    std::vector<std::jthread> threads;
    threads.reserve(kids.size());
    for (auto& kid : kids) {
      threads.emplace_back([&] { kid = LoadOrMakeDevKey(folder)->kid(); });
    }
  }
  EXPECT_EQ(std::set<std::string>(kids.begin(), kids.end()).size(), 1U);
}

TEST_F(KeyFolder, RefusesAKeyThatOthersCanRead) {
  const std::string folder = folder_ / "dev";
  ASSERT_THAT(LoadOrMakeDevKey(folder), Succeeded());
  std::filesystem::permissions(folder + "/dev_key.json", std::filesystem::perms(0644));
  EXPECT_THAT(LoadOrMakeDevKey(folder), FailsWith("SIGNING_KEY_EXPOSED"));
}

TEST_F(KeyFolder, MintsTokensThatAnAuthenticatorBelieves) {
  const std::string folder = folder_ / "dev";
  const auto key = LoadOrMakeDevKey(folder);
  ASSERT_THAT(key, Succeeded());
  const auto source = KeySource::Open(DevJwksPath(folder));
  ASSERT_THAT(source, Succeeded());
  const Authenticator authenticator(**source, clock_, {"ttg-dev", "ttg"});
  const auto token = MintToken(*key, SystemClaims("accommodation"), clock_.Now());
  ASSERT_THAT(token, Succeeded());
  const auto principal = authenticator.Authenticate(*token);
  ASSERT_THAT(principal, Succeeded());
  EXPECT_EQ((*principal)->actor.str(), "accommodation");
  EXPECT_EQ((*principal)->roles, std::set{Role::kSystem});
}

TEST_F(KeyFolder, RemembersATokenOnlyUntilItExpires) {
  WriteJwks(Issuer::Jwks({&Issuer::The().p256}));
  const auto source = KeySource::Open(JwksPath());
  ASSERT_THAT(source, Succeeded());
  const Authenticator authenticator(**source, clock_, {"issuer", "ttg"});
  const auto token = With([](json&) {});
  const auto first = authenticator.Authenticate(token);
  const auto again = authenticator.Authenticate(token);
  ASSERT_THAT(first, Succeeded());
  EXPECT_EQ(*first, *again);
  clock_.Advance(absl::Seconds(661));
  EXPECT_THAT(authenticator.Authenticate(token), FailsWith("TOKEN_EXPIRED"));
}

TEST_F(KeyFolder, KeepsItsMemoryBounded) {
  WriteJwks(Issuer::Jwks({&Issuer::The().p256}));
  const auto source = KeySource::Open(JwksPath());
  ASSERT_THAT(source, Succeeded());
  const Authenticator authenticator(**source, clock_, {"issuer", "ttg"}, /*cache_limit=*/2);
  for (int i = 0; i < 5; ++i) {
    const auto token = With([&](json& claims) { claims["sub"] = fmt::format("worker-{}", i); });
    EXPECT_THAT(authenticator.Authenticate(token), Succeeded());
  }
}

TEST_F(KeyFolder, TakesUpNewKeysAndForgetsWhatTheOldOnesVouchedFor) {
  WriteJwks(Issuer::Jwks({&Issuer::The().stranger}));
  const auto source = KeySource::Open(
      JwksPath(), {std::chrono::hours(1), std::chrono::milliseconds(1), std::chrono::seconds(1)});
  ASSERT_THAT(source, Succeeded());
  const Authenticator authenticator(**source, clock_, {"issuer", "ttg"});
  const auto old = Signed(Issuer::The().stranger, "ES256", "p256", Claims().dump());
  ASSERT_THAT(authenticator.Authenticate(old), Succeeded());

  WriteJwks(Issuer::Jwks({&Issuer::The().rsa, &Issuer::The().p256}));
  const auto fresh = Signed(Issuer::The().rsa, "RS256", "rsa", Claims().dump());
  // The unknown kid makes the source look again.
  while (!authenticator.Authenticate(fresh)) std::this_thread::yield();
  EXPECT_THAT(authenticator.Authenticate(old), FailsWith("TOKEN_SIGNATURE_INVALID"));
}

TEST_F(KeyFolder, KeepsTheLastGoodKeys) {
  WriteJwks(Issuer::Jwks({&Issuer::The().p256}));
  const auto source =
      KeySource::Open(JwksPath(), {std::chrono::milliseconds(2), std::chrono::milliseconds(1), {}});
  ASSERT_THAT(source, Succeeded());
  WriteJwks("broken");
  // The same again and a new one: the source has certainly read the broken one in between.
  const auto [keys, generation] = (*source)->Keys();
  EXPECT_TRUE(keys->Has("p256"));
  WriteJwks(Issuer::Jwks({&Issuer::The().rsa}));
  while ((*source)->Keys().second == generation) std::this_thread::yield();
  EXPECT_TRUE((*source)->Keys().first->Has("rsa"));
}

TEST(KeySource, NeedsKeysToStart) {
  EXPECT_THAT(KeySource::Open("/nowhere/at/all.json"), FailsWith("JWKS_UNAVAILABLE"));
  EXPECT_THAT(KeySource::Open("http://127.0.0.1:1/jwks.json"), FailsWith("JWKS_UNAVAILABLE"));
}

TEST(SigningKey, SignsWhatItsKeySetVerifies) {
  const auto key = SigningKey::Generate();
  ASSERT_THAT(key, Succeeded());
  const auto compact = key->Sign(R"({"entry":7})");
  ASSERT_THAT(compact, Succeeded());
  const auto keys = KeySet::Parse(key->PublicJwks());
  ASSERT_THAT(keys, Succeeded());
  EXPECT_THAT(keys->Verify(*compact), testing::SucceededWith(R"({"entry":7})"));
  EXPECT_EQ(key->PublicJwks().find("\"d\""), std::string::npos);
}

TEST(Base64Url, HasOneTextForEachValue) {
  for (const std::string bytes : {"", "a", "ab", "abc", "\xff\xfe\xfd"}) {
    EXPECT_EQ(DecodeBase64Url(EncodeBase64Url(bytes)), bytes);
  }
  for (const std::string bad : {"A", "AA==", "AB", "A+", "A/", "A A", "AAAAA"}) {
    EXPECT_EQ(DecodeBase64Url(bad), std::nullopt) << bad;
  }
}

TEST(Authorise, WantsOneOfTheRoles) {
  const MethodPolicy policy{
      {Role::kInspector, Role::kSystem}, RowFilter::kNone, AuditAction::kNone};
  EXPECT_THAT(Authorise(policy, {Role::kMentor, Role::kSystem}), Succeeded());
  EXPECT_THAT(Authorise(policy, {Role::kMentor}),
              FailsWith(ErrorKind::kForbidden, "ROLE_NOT_ALLOWED"));
  EXPECT_THAT(Authorise(policy, {}), FailsWith("ROLE_NOT_ALLOWED"));
}

}  // namespace
}  // namespace ttg::auth
