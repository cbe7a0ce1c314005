using Linli.Members;

namespace Linli.Channels;

/// <summary>我的提醒: GET /api/me/subscriptions — what the shop can tell me by WeChat, and how many more times I agreed to it.</summary>
static class ReadSubscriptions
{
    /// <param name="Template">What wx.requestSubscribeMessage asks about.</param>
    /// <param name="Left">How many more notices of it come.</param>
    public sealed record Offer(NoticeKind Kind, string Template, int Left);

    /// <param name="Offers">Empty where the shop sends none; then there is nothing to be asked.</param>
    /// <param name="Known">The shop knows me in its mini-program, so that notices reach me.</param>
    public sealed record Answer(IReadOnlyList<Offer> Offers, bool Known);

    public static async Task<Ok<Answer>> Handle(LinliDb db, Caller caller, MiniProgram mini, CancellationToken ct) =>
        TypedResults.Ok(await Of(new(caller.Person), db, mini, ct));

    public static async Task<Answer> Of(MemberId me, LinliDb db, MiniProgram mini, CancellationToken ct)
    {
        if (await mini.AppId(ct) is null) return new([], false);
        var templates = await db.Set<NoticeTemplate>().AsNoTracking().Where(t => t.Active).OrderBy(t => t.Kind).ToListAsync(ct);
        var left = await db.Set<Consent>().AsNoTracking().Where(c => c.Member == me).ToDictionaryAsync(c => c.Kind, c => c.Left, ct);
        return new(
            [.. templates.OrderBy(t => t.Kind).Select(t => new Offer(t.Kind, t.Template, left.GetValueOrDefault(t.Kind)))],
            await mini.OpenIdOf(me, ct) is not null);
    }
}
