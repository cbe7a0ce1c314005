using Linli.Campaigns;
using Linli.Members;
using Linli.Ordering;
using Linli.Places;

namespace Linli.Channels;

/// <summary>订阅消息 — tells people by WeChat what they agreed to be told, as often as they agreed to it. The caller commits.</summary>
sealed class Notifying(LinliDb db, MiniProgram mini, Board board, Map map)
{
    /// <param name="News">What the fields are filled with again when the template has been put right meanwhile.</param>
    sealed record Letter(string Template, string Page, Dictionary<string, string> Data, OrderId? Order = null, NoticeNews? News = null);

    /// <summary>There is a mini-program to tell people by.</summary>
    public async Task<bool> IsOn(CancellationToken ct) => await mini.AppId(ct) is not null;

    /// <summary>Takes one of each buyer's yeses and queues the notice; who said yes to none more is not told.</summary>
    /// <param name="cause">The same for the same news, so that it is told once.</param>
    public async Task Tell(
        NoticeKind kind, Guid cause, IReadOnlyCollection<OrderBrief> orders, Outgoing outgoing, DateTimeOffset time, string note, CancellationToken ct,
        Money? amount = null)
    {
        if (orders.Count == 0) return;
        if (await db.Set<NoticeTemplate>().AsNoTracking().FirstOrDefaultAsync(t => t.Kind == kind && t.Active, ct) is not { } template) return;
        await db.Begin(ct);
        var points = await map.Points([.. orders.Select(o => o.Point).Distinct()], ct);
        var titles = await board.Titles([.. orders.Select(o => o.Campaign).Distinct()], ct);
        foreach (var order in orders.DistinctBy(o => o.Buyer))
        {
            var (member, id) = (order.Buyer, Id.Derived(cause, $"{kind}/{order.Buyer.Value}"));
            var dispatch = new DispatchId(id);
            if (await db.Set<Dispatch>().AnyAsync(d => d.Id == dispatch, ct)) continue;
            if (!await TakeYes(member, kind, ct)) continue;
            var title = titles.GetValueOrDefault(order.Campaign, "");
            var news = new NoticeNews(title, order.Number, points.GetValueOrDefault(order.Point)?.Name, time, amount, note);
            await outgoing.Add(id, Carrier.Notice, member.Value, title,
                new Letter(template.Template, $"pages/order?id={order.Id.Value}", template.Fill(news), order.Id, news), ct, member, kind);
        }
    }

    /// <summary>Uses up one of this person's yeses, if there is one; in the caller's transaction.</summary>
    public async Task<bool> TakeYes(MemberId member, NoticeKind kind, CancellationToken ct) =>
        await db.Set<Consent>().Where(c => c.Member == member && c.Kind == kind && c.Left > 0)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.Left, x => x.Left - 1), ct) > 0;

    public async Task<IReadOnlySet<(MemberId, NoticeKind)>> YesesOf(IReadOnlyCollection<MemberId> people, CancellationToken ct) =>
        people.Count == 0 || !await IsOn(ct) ? new HashSet<(MemberId, NoticeKind)>()
            : (await db.Set<Consent>().AsNoTracking().Where(c => people.Contains(c.Member) && c.Left > 0).ToListAsync(ct)).Select(c => (c.Member, c.Kind)).ToHashSet();

    public static OrderId? About(Dispatch dispatch, Outgoing outgoing) => outgoing.Open<Letter>(dispatch)?.Order;

    public async Task<Reply> Send(Dispatch dispatch, Outgoing outgoing, CancellationToken ct)
    {
        if (outgoing.Open<Letter>(dispatch) is not { } letter) return Reply.Never("sealed by another house");
        if (await mini.OpenIdOf(dispatch.To!.Value, ct) is not { } openId) return Reply.Never("not known in the mini-program");
        var template = letter.News is null ? null
            : await db.Set<NoticeTemplate>().AsNoTracking().FirstOrDefaultAsync(t => t.Kind == dispatch.Notice && t.Template == letter.Template, ct);
        var said = await mini.Ask("/cgi-bin/message/subscribe/send", new
        {
            touser = openId,
            template_id = letter.Template,
            page = letter.Page,
            miniprogram_state = await mini.Version(ct) switch { "trial" => "trial", "develop" => "developer", _ => "formal" },
            lang = "zh_CN",
            data = (template?.Fill(letter.News!) ?? letter.Data).ToDictionary(d => d.Key, d => new { value = d.Value }),
        }, ct);
        return Said(said);
    }

    /// <summary>What WeChat's numbers mean: busy or too many is tried again; who took back the yes, or is nobody, is not told.</summary>
    static Reply Said(WeChatSaid said) => said.Code switch
    {
        0 => new(Reply.Kind.Done, 0),
        null => new(Reply.Kind.Silence, null, said.Why),
        -1 or 45009 or 45011 or 43108 => new(Reply.Kind.Later, said.Code, said.Why, said.Code == -1 ? null : TimeSpan.FromMinutes(1)),
        _ => new(Reply.Kind.Never, said.Code, said.Why),
    };

    /// <summary>A yes that WeChat knows nothing of is none; one that was not used up is good for the next notice.</summary>
    public async Task Settle(Dispatch dispatch, CancellationToken ct)
    {
        if (dispatch is not { State: DispatchState.Refused, To: { } member, Notice: { } kind, Said: { } said }) return;
        await db.Begin(ct);
        var row = db.Set<Consent>().Where(c => c.Member == member && c.Kind == kind);
        if (said == 43101) await row.ExecuteUpdateAsync(c => c.SetProperty(x => x.Left, 0), ct);
        else if (said != 40003) await row.ExecuteUpdateAsync(c => c.SetProperty(x => x.Left, x => x.Left + 1), ct);
    }
}
