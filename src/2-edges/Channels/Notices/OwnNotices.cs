using Linli.Members;

namespace Linli.Channels;

/// <summary>What a person agreed to be told by WeChat, and what was sent, as they may take it along.</summary>
static class OwnNotices
{
    const int MostRows = 2000;

    public static Own Own { get; } = new(
        "notices", ("微信提醒的订阅和发送记录", "Notices by WeChat: what you agreed to and what was sent"),
        ("只留什么时候发过哪一种提醒，说明是您同意过的；不再和您的微信对应。", "Only which kind was sent when remains, to show that it was agreed to; it leads to no WeChat any more."),
        async (services, of, ct) =>
        {
            var (db, me) = (services.GetRequiredService<LinliDb>(), new MemberId(of.Person));
            var agreed = await db.Set<Consent>().AsNoTracking().Where(c => c.Member == me).Select(c => new { c.Kind, c.Left }).ToListAsync(ct);
            var sent = await db.Set<Dispatch>().AsNoTracking().Where(d => d.To == me).OrderByDescending(d => d.At).ThenBy(d => d.Id)
                .Take(MostRows).Select(d => new { d.At, d.Notice, d.Title, d.State }).ToListAsync(ct);
            return new { agreed, sent };
        });
}
