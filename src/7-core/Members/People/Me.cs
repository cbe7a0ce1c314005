namespace Linli.Members;

/// <summary>Who somebody is here, as their own screen needs it.</summary>
/// <param name="Phone">Masked: 138****0001.</param>
/// <param name="Neighbourhoods">A leader's.</param>
/// <param name="Totp">Whether the second factor is on.</param>
/// <param name="Unread">Messages not read yet.</param>
/// <param name="WeChat">In which apps WeChat has told who this is.</param>
sealed record Me(
    MemberId Id, string Name, string Phone, IReadOnlyList<Role> Roles, ShopName Shop, Home? Household,
    IReadOnlyList<Guid> Neighbourhoods, bool Totp, int Unread, IReadOnlyList<WeChatApp> WeChat)
{
    public static async Task<Me> Of(Member member, LinliDb db, Shops shops, CancellationToken ct)
    {
        var shop = await shops.Own(ct) ?? throw No.Expired();
        var home = member.Household is { } id
            ? await db.Set<Household>().AsNoTracking().FirstOrDefaultAsync(h => h.Id == id, ct)
            : null;
        return new(member.Id, member.Name, Written.Mask(member.Phone), member.Roles, shop, home is null ? null : Home.Of(home),
            member.Neighbourhoods, member.TotpSecret is not null, await Message.Unread(member.Household, member.ReadTo, db, ct),
            await db.Set<WeChatIdentity>().Where(i => i.Member == member.Id).Select(i => i.App).ToListAsync(ct));
    }

    /// <summary>The caller's own row; a token that outlived its person has ended.</summary>
    public static async Task<Member> Myself(LinliDb db, Caller caller, CancellationToken ct)
    {
        var id = new MemberId(caller.Person);
        var member = await db.Set<Member>().FirstOrDefaultAsync(m => m.Id == id, ct);
        return member is { Active: true } ? member : throw No.Expired();
    }
}

/// <summary>The own household; the names of its places are joined by the app.</summary>
sealed record Home(HouseholdId Id, Guid Neighbourhood, Guid Building, string Room, string Name, Guid? PickupPoint)
{
    public static Home Of(Household home) =>
        new(home.Id, home.Neighbourhood, home.Building, home.Room, home.Name, home.PickupPoint);
}
