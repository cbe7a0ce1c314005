using System.Text.Json;

namespace Linli.Standins.WeChat;

/// <summary>What a provider does wrong on demand: by name, each with a chance from 0 to 1.</summary>
sealed class Faults(IReadOnlyDictionary<string, string> known)
{
    /// <summary>All of WeChat's, and what each does.</summary>
    public static readonly IReadOnlyDictionary<string, string> All = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["answer-500-before"] = "answers 500 and has done nothing",
        ["answer-500-after"] = "does it and answers 500",
        ["answer-502"] = "a gateway answers 502 with a page",
        ["answer-429"] = "too many requests; nothing done",
        ["timeout-before"] = "no answer, nothing done",
        ["timeout-after"] = "does it and does not answer",
        ["cut-midway"] = "does it, sends half of the answer and cuts the line",
        ["slow-body"] = "does it; the answer's body drips for longer than anybody waits",
        ["html"] = "does it and answers 200 with a page in place of JSON, signed",
        ["answer-forged"] = "does it; the answer's signature is wrong",
        ["answer-stale"] = "does it; the answer was signed ten minutes ago",
        ["answer-unknown-serial"] = "does it; the answer is signed under a serial nobody knows",
        ["answer-unsigned"] = "does it; the answer carries no signature",
        ["keys-rotated"] = "signs with a new key from this answer on; the old one is gone from the list",
        ["query-not-exist"] = "a query right after the order says that there is no such order",
        ["query-wrong-amount"] = "a query names another amount",
        ["notify-lost"] = "a notification is never sent",
        ["notify-twice"] = "an acknowledged notification comes again",
        ["notify-late"] = "a notification is held back, so that later ones overtake it",
        ["notify-forged"] = "the first try of a notification is signed wrongly",
        ["notify-stale"] = "the first try of a notification is signed ten minutes ago",
        ["notify-unknown-serial"] = "the first try of a notification is signed under an unknown serial",
        ["notify-wrong-amount"] = "the first try of a notification, rightly signed, names another amount",
        ["notify-wrong-merchant"] = "the first try of a notification names another merchant",
        ["notify-wrong-app"] = "the first try of a notification names another app",
        ["notify-tampered"] = "the first try of a notification, rightly signed, has a changed ciphertext",
        ["notify-first"] = "the notification of a refund comes before the answer to its request",
        ["user-paying"] = "a payment by code asks the payer for the password, for three queries",
        ["paid-after-close"] = "a closed payment is paid all the same",
        ["paid-twice"] = "one number is paid by two transactions",
        ["refund-slow"] = "a refund is on its way for three queries",
        ["refund-abnormal"] = "a refund cannot reach the payer's card until somebody looks into it",
        ["refund-closed"] = "a refund is closed without giving anything back",
        ["share-refused"] = "a share is refused for good",
        ["return-slow"] = "a share's return is on its way for three queries",
        ["return-empty"] = "the partner's account holds too little to return a share",
        ["transfer-500-done"] = "a transfer is made and answered with 500",
        ["transfer-refused"] = "a transfer is refused, nothing made",
        ["transfer-refused-done"] = "a transfer is made and answered with a refusal",
        ["transfer-not-enough"] = "the merchant's account is empty",
        ["transfer-stuck"] = "an unconfirmed transfer does not expire after 24 hours",
        ["login-busy"] = "the first try of a code is answered with -1 (busy); nothing done",
        ["login-limited"] = "signing in too often: 45011",
        ["login-500"] = "signing in meets a gateway's 502",
        ["login-lost"] = "the code is taken and the answer never comes",
        ["login-html"] = "the code is taken and answered with a page",
        ["login-blocked"] = "the account is considered risky: 40226",
        ["token-revoked"] = "the first access token has run out before its time",
        ["phone-quota"] = "no phone numbers are left to be asked for",
        ["send-busy"] = "a message, code or shipping info is answered with -1; nothing done",
        ["send-500-done"] = "a message or shipping info is taken and a gateway answers 502",
        ["send-lost"] = "a message or shipping info is taken and the answer never comes",
        ["send-limited"] = "too many messages: 45009",
        ["send-refused"] = "the person does not take the message: 43101",
        ["send-nobody"] = "the openid is nobody: 40003",
        ["send-fields"] = "a field of the message does not fit its template: 47003",
        ["code-quota"] = "no more mini-program codes this minute: 45009",
        ["address-not-listed"] = "no token for a server whose address is not listed: 40164",
        ["shipping-unknown"] = "shipping info of a payment that has not come to the other house yet: 10060001, of a presale 268546002",
        ["shipping-system"] = "shipping info while their system fails: 10060019",
        ["shipping-closed"] = "shipping info of a payment that can be shipped no more: 10060004",
        ["bill-not-ready"] = "the bill of the day is not made yet",
        ["bill-missing-row"] = "a row of the bill is missing",
        ["bill-one-fen"] = "a row of the bill has one fen more",
        ["bill-late-row"] = "a row of the bill stands on the next day's",
        ["bill-doubled-row"] = "a row of the bill stands there twice",
        ["bill-cut"] = "the bill's file ends midway",
        ["bill-tampered"] = "the bill's file does not fit its hash",
    };

    readonly Lock gate = new();
    Dictionary<string, double> chances = [];
    Random dice = new();

    public sealed record Wanted(Dictionary<string, double>? Faults, int? Seed);

    public void Become(Wanted wanted)
    {
        var faults = wanted.Faults ?? [];
        if (faults.Keys.FirstOrDefault(f => !known.ContainsKey(f)) is { } unknown) throw Problem.Malformed($"there is no fault {unknown}");
        if (faults.Values.Any(c => c is not (>= 0 and <= 1))) throw Problem.Malformed("a chance lies between 0 and 1");
        lock (gate)
        {
            chances = faults;
            dice = wanted.Seed is { } seed ? new Random(seed) : new Random();
        }
    }

    public bool Happens(string fault)
    {
        if (!known.ContainsKey(fault)) throw new InvalidOperationException($"there is no fault {fault}");
        lock (gate) return chances.TryGetValue(fault, out var chance) && chance > 0 && dice.NextDouble() < chance;
    }

    public object Shown()
    {
        lock (gate) return new { known, now = JsonSerializer.SerializeToElement(chances) };
    }
}
