using System.Text.Json;

namespace Linli.Payments;

/// <summary>
/// 分账 — parts of a payment for other merchants. What went to a merchant comes back before a refund; what went to a person never does,
/// so persons are paid by payouts instead.
/// </summary>
sealed class WeChatShares(WeChatTalk talk, WeChatAccount account)
{
    /// <param name="Account">The other merchant's number.</param>
    public sealed record Part(string Account, Money Amount, string Description);

    /// <summary>Makes another merchant known as a receiver. Its name is checked, so it is sent encrypted.</summary>
    public async Task Add(string merchant, string name, PartnerRelation relation, CancellationToken ct)
    {
        var (serial, key) = await talk.Keys.ToEncrypt(ct);
        (await talk.Ask(HttpMethod.Post, "/v3/profitsharing/receivers/add", new
        {
            appid = account.AppId,
            type = "MERCHANT_ID",
            account = merchant,
            name = WeChatSigning.Encrypt(key, name),
            relation_type = JsonNamingPolicy.SnakeCaseUpper.ConvertName(relation.ToString()),
        }, ct, encryptedFor: serial)).OrRefuse();
    }

    /// <summary>Shares a payment, at the earliest half a minute after it was paid.</summary>
    /// <param name="rest">What is not shared becomes ours at once.</param>
    public async Task<ShareOutcome> Share(string number, string tradeNo, IReadOnlyList<Part> parts, bool rest, CancellationToken ct) =>
        Sent(await talk.Ask(HttpMethod.Post, "/v3/profitsharing/orders", new
        {
            appid = account.AppId,
            transaction_id = tradeNo,
            out_order_no = number,
            receivers = parts.Select(p => new { type = "MERCHANT_ID", account = p.Account, amount = p.Amount.Fen, description = p.Description }),
            unfreeze_unsplit = rest,
        }, ct));

    // The last half minute after a payment, a limit of calls and an empty account pass; a limit of the rules does not.
    static ShareOutcome Sent(WeChatTalk.Said said) => said.Code switch
    {
        null => Of(said.Body),
        "RULE_LIMIT" or "NO_AUTH" => ShareOutcome.Refused,
        "INVALID_REQUEST" or "NOT_ENOUGH" or "FREQUENCY_LIMITED" or "RATELIMIT_EXCEEDED" => ShareOutcome.NotNow,
        _ => throw No.ProviderRefused(said.Code),
    };

    public async Task<ShareOutcome?> Ask(string number, string tradeNo, CancellationToken ct)
    {
        var said = await talk.Ask(HttpMethod.Get, $"/v3/profitsharing/orders/{number}?transaction_id={tradeNo}", null, ct);
        return said.Status == 404 ? null : Of(said.OrRefuse().Body);
    }

    /// <summary>Takes a merchant's part back.</summary>
    public async Task<ShareOutcome> Return(string number, string shareNumber, string merchant, Money amount, string why, CancellationToken ct)
    {
        var known = await talk.Ask(HttpMethod.Get, $"/v3/profitsharing/return-orders/{number}?out_order_no={shareNumber}", null, ct);
        if (known.Code is null) return Result(known.Body);
        if (known.Status != 404) throw No.ProviderRefused(known.Code);
        var said = await talk.Ask(HttpMethod.Post, "/v3/profitsharing/return-orders", new
        {
            out_order_no = shareNumber,
            out_return_no = number,
            return_mchid = merchant,
            amount = amount.Fen,
            description = why,
        }, ct);
        // The partner's account holds too little.
        return said.Code is "NOT_ENOUGH" or "PAYER_ACCOUNT_ABNORMAL" ? ShareOutcome.Refused : Result(said.OrRefuse().Body);
    }

    /// <summary>Ends sharing: what is still frozen becomes ours.</summary>
    public async Task Unfreeze(string number, string tradeNo, string why, CancellationToken ct)
    {
        var said = await talk.Ask(HttpMethod.Post, "/v3/profitsharing/orders/unfreeze", new { transaction_id = tradeNo, out_order_no = number, description = why }, ct);
        // It was ended before, by itself after thirty days or by hand.
        if (said.Code != "RULE_LIMIT") said.OrRefuse();
    }

    static ShareOutcome Result(JsonElement said) => said.GetProperty("result").GetString() switch
    {
        "SUCCESS" => ShareOutcome.Done,
        "FAILED" => ShareOutcome.Refused,
        _ => ShareOutcome.OnItsWay,
    };

    static ShareOutcome Of(JsonElement said)
    {
        if (said.GetProperty("state").GetString() != "FINISHED") return ShareOutcome.OnItsWay;
        return said.GetProperty("receivers").EnumerateArray().All(r => r.GetProperty("result").GetString() == "SUCCESS") ? ShareOutcome.Done : ShareOutcome.Refused;
    }
}
