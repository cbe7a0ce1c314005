namespace Linli.Members;

/// <summary>The door for telling a household something in the app. The caller commits.</summary>
public sealed class Mailbox(LinliDb db, TimeProvider clock)
{
    /// <summary>Titles and texts that are too long are cut: a message must never stop what it tells of.</summary>
    /// <param name="link">Where the app goes when it is touched: "/orders/{id}".</param>
    public void Send(HouseholdId to, string title, string text, string? link) => db.Add(new Message
    {
        Id = Id.New<MessageId>(),
        Household = to,
        At = clock.GetUtcNow(),
        Title = Cut(title, Message.MostTitle),
        Text = Cut(text, Message.MostText),
        Link = link,
    });

    /// <summary>The same for offers and openings, which only those hear who agreed to it.</summary>
    public async Task SendOffer(IReadOnlyCollection<HouseholdId> to, string title, string text, string? link, CancellationToken ct)
    {
        var wanted = await (
            from member in db.Set<Member>()
            join said in db.Set<Consent>() on member.Id equals said.Member
            where member.Household != null && to.Contains(member.Household.Value) && said.Kind == ConsentKind.Offers && said.Given
            select member.Household!.Value).Distinct().ToListAsync(ct);
        foreach (var household in wanted) Send(household, title, text, link);
    }

    static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}
