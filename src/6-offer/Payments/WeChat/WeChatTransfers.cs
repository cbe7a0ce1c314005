using System.Text.Json;

namespace Linli.Payments;

/// <summary>商家转账 — money to a person's WeChat, who confirms it within 24 hours. A failure is no answer: ask by the same number.</summary>
static class WeChatTransfers
{
    const string Path = "/v3/fund-app/mch-transfer/transfer-bills";

    public static async Task<PayoutSays> Send(
        WeChatTalk talk, WeChatAccount account, Payout payout, Payee payee, string notify, CancellationToken ct)
    {
        var (serial, key) = await talk.Keys.ToEncrypt(ct);
        var said = await talk.Ask(HttpMethod.Post, Path, new
        {
            appid = payout.AppId ?? account.AppId,
            out_bill_no = Number(payout.Id),
            transfer_scene_id = account.TransferScene,
            openid = payee.OpenId,
            user_name = payee.RealName.Length > 0 ? WeChatSigning.Encrypt(key, payee.RealName) : null,
            transfer_amount = payout.Amount.Fen,
            transfer_remark = payout.Text,
            notify_url = notify,
            transfer_scene_report_infos = new[]
            {
                new { info_type = "岗位类型", info_content = account.Job },
                new { info_type = "报酬说明", info_content = payout.Text },
            },
        }, ct, encryptedFor: serial);
        return said.Code switch
        {
            null => await WithReason(talk, Says(said.Body, payout), ct),
            // The account is empty, or a limit of today is reached: that passes.
            "NOT_ENOUGH" or "FREQUENCY_LIMITED" or "QUOTA_EXCEED" or "SIGN_ERROR" => throw No.ProviderSilent(),
            _ => throw No.ProviderRefused(said.Code),
        };
    }

    // The answer to a transfer that failed at once does not say why; a query does.
    static async Task<PayoutSays> WithReason(WeChatTalk talk, PayoutSays says, CancellationToken ct) =>
        says is { State: PayoutState.Failed, Reason: null } ? await Ask(talk, says.Id, ct) ?? says : says;

    public static async Task<PayoutSays?> Ask(WeChatTalk talk, PayoutId payout, CancellationToken ct)
    {
        var said = await talk.Ask(HttpMethod.Get, $"{Path}/out-bill-no/{Number(payout)}", null, ct);
        return said.Code is null ? Says(said.Body) : said.Status == 404 ? null : throw No.ProviderSilent();
    }

    /// <summary>A refusal is not told: whether it could still be cancelled is heard by asking.</summary>
    public static Task Cancel(WeChatTalk talk, PayoutId payout, CancellationToken ct) =>
        talk.Ask(HttpMethod.Post, $"{Path}/out-bill-no/{Number(payout)}/cancel", new { }, ct);

    public static PayoutSays Says(JsonElement said, Payout? asked = null)
    {
        var state = said.GetProperty("state").GetString() switch
        {
            "SUCCESS" => PayoutState.Done,
            "FAIL" or "CANCELLED" => PayoutState.Failed,
            "WAIT_USER_CONFIRM" => PayoutState.Confirming,
            "CANCELING" => PayoutState.Cancelling,
            _ => PayoutState.Sent,
        };
        string? Field(string name) => said.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        var amount = said.TryGetProperty("transfer_amount", out var fen) ? new Money(fen.GetInt64()) : asked?.Amount;
        var id = Guid.TryParseExact(Field("out_bill_no"), "N", out var parsed) ? new PayoutId(parsed) : throw No.PayoutUnknown();
        if (asked is not null && asked.Id != id) throw No.PayoutUnknown();
        return new(id, state, amount, Field("fail_reason") ?? (Field("state") == "CANCELLED" ? "CANCELLED" : null), Field("package_info"));
    }

    public static PayoutFailure WhyFailed(string reason) => reason switch
    {
        "OVERDUE_CLOSE" => PayoutFailure.Expired,
        "CANCELLED" => PayoutFailure.Cancelled,
        "NAME_NOT_CORRECT" or "REAL_NAME_CHECK_FAIL" => PayoutFailure.NameDiffers,
        _ => PayoutFailure.Refused,
    };

    static string Number(PayoutId payout) => payout.Value.ToString("N");
}
