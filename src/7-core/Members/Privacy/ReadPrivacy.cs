using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Linli.Members;

/// <summary>个人信息: GET /api/me/privacy — what is kept about me and why, what I agreed to, and what hinders closing the account.</summary>
static class ReadPrivacy
{
    /// <summary>To be read by people: Chinese as it is.</summary>
    static readonly JsonSerializerOptions readable = new(Json.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="Stays">Why it stays after the account is closed; nothing when it goes.</param>
    public sealed record Kept(string Name, string What, string? Stays);

    public sealed record Shown(IReadOnlyList<Kept> Kept, IReadOnlyList<SetConsent.Said> Consents, IReadOnlyList<string> Hindrances);

    public static async Task<Ok<Shown>> Handle(LinliDb db, Caller caller, IServiceProvider services, CancellationToken ct)
    {
        var me = await Me.Myself(db, caller, ct);
        var english = caller.Language == "en";
        return TypedResults.Ok(new Shown(
            [.. services.GetServices<Own>().Select(o => new Kept(o.Name, english ? o.What.En : o.What.Zh, english ? o.Stays?.En : o.Stays?.Zh))],
            await SetConsent.All(db, me.Id, ct),
            [.. (await Hindrances(me, db, services, ct)).Select(h => english ? h.En : h.Zh)]));
    }

    /// <summary>GET /api/me/data — all of it as one JSON file.</summary>
    public static async Task<FileContentHttpResult> Take(
        LinliDb db, Caller caller, IServiceProvider services, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var me = await Me.Myself(db, caller, ct);
        var now = clock.GetUtcNow();
        var file = new Dictionary<string, object> { ["madeAt"] = now.ToString("O", CultureInfo.InvariantCulture) };
        foreach (var own in services.GetServices<Own>()) file[own.Name] = await own.Read(services, new(me.Id.Value, me.Household?.Value), ct);
        audit.Note("take-own-data", $"person {me.Id.Value}");
        await db.Commit(ct);
        return TypedResults.File(
            JsonSerializer.SerializeToUtf8Bytes(file, readable), "application/json", $"linli-{BusinessDay.Of(now):yyyyMMdd}.json");
    }

    public static async Task<IReadOnlyList<(string Zh, string En)>> Hindrances(Member me, LinliDb db, IServiceProvider services, CancellationToken ct)
    {
        var found = new List<(string Zh, string En)>();
        if (me.Roles is not [Role.Resident]) found.Add(("您还有店里的身份（如团长），请先让店主取消", "You still work here, as a leader for example; let the owner end that first"));
        var alone = me.Household is { } home && !await db.Set<Member>().AnyAsync(m => m.Household == home && m.Id != me.Id && m.Active, ct);
        foreach (var own in services.GetServices<Own>())
            if (own.Hinders is { } ask && await ask(services, new(me.Id.Value, alone ? me.Household!.Value.Value : null), ct) is { } why) found.Add(why);
        return found;
    }

    /// <summary>What this room keeps.</summary>
    public static IEnumerable<Own> OfMembers() =>
    [
        new("person", ("手机号、称呼、登录方式", "Phone, name, how you sign in"), null, async (services, of, ct) =>
        {
            var db = services.GetRequiredService<LinliDb>();
            var me = await db.Set<Member>().AsNoTracking().SingleAsync(m => m.Id == new MemberId(of.Person), ct);
            var apps = await db.Set<WeChatIdentity>().Where(i => i.Member == me.Id).Select(i => i.App).ToListAsync(ct);
            return new { me.Phone, me.Name, me.Roles, WeChat = apps, Consents = await SetConsent.All(db, me.Id, ct) };
        }),
        new("household", ("住址和家里的称呼", "Your address and how your home is called"), null, async (services, of, ct) =>
        {
            var db = services.GetRequiredService<LinliDb>();
            if (of.Household is not { } id) return new { };
            var home = await db.Set<Household>().AsNoTracking().SingleAsync(h => h.Id == new HouseholdId(id), ct);
            return new { home.Name, home.Room, home.Building, home.Neighbourhood, People = await db.Set<Member>().CountAsync(m => m.Household == home.Id, ct) };
        }),
        new("messages", ("店里发给您家的消息", "What your home was told"), null, async (services, of, ct) =>
        {
            var home = of.Household is { } id ? new HouseholdId(id) : default;
            return await services.GetRequiredService<LinliDb>().Set<Message>().AsNoTracking().Where(m => m.Household == home)
                .OrderByDescending(m => m.At).Take(MostRows).Select(m => new { m.At, m.Title, m.Text }).ToListAsync(ct);
        }),
    ];

    public const int MostRows = 5000;
}
