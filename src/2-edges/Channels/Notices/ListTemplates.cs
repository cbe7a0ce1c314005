using Linli.Members;

namespace Linli.Channels;

/// <summary>GET /api/notice-templates — which notices the shop sends by its mini-program, and whether it has one.</summary>
static class ListTemplates
{
    public sealed record Shown(NoticeKind Kind, string Template, IReadOnlyDictionary<string, NoticeValue> Fields, bool Active);

    /// <param name="MiniProgram">Its app id; nothing where WeChat is not set up.</param>
    /// <param name="Agreed">How many notices of each kind people have agreed to and not got yet.</param>
    public sealed record Answer(string? MiniProgram, IReadOnlyList<Shown> Items, IReadOnlyDictionary<NoticeKind, int> Agreed);

    public static async Task<Ok<Answer>> Handle(LinliDb db, MiniProgram mini, CancellationToken ct) => TypedResults.Ok(new Answer(
        await mini.AppId(ct),
        [.. (await db.Set<NoticeTemplate>().AsNoTracking().Take(20).ToListAsync(ct)).OrderBy(t => t.Kind).Select(Show)],
        await db.Set<Consent>().GroupBy(c => c.Kind).Select(g => new { g.Key, Left = g.Sum(c => c.Left) }).ToDictionaryAsync(g => g.Key, g => g.Left, ct)));

    public static Shown Show(NoticeTemplate t) => new(t.Kind, t.Template, t.Fields, t.Active);
}
