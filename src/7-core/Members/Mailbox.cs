namespace Linli.Members;

/// <summary>The door for telling a household something in the app. The caller commits.</summary>
public sealed class Mailbox(LinliDb db, TimeProvider clock)
{
    /// <summary>Each phone of the household shows it in its own language. Titles and texts that are too long are cut: a message must never stop what it tells of.</summary>
    /// <param name="link">Where the app goes when it is touched: "/orders/{id}".</param>
    public void Send(HouseholdId to, (string Zh, string En) title, (string Zh, string En) text, string? link) => db.Add(new Message
    {
        Id = Id.New<MessageId>(),
        Household = to,
        At = clock.GetUtcNow(),
        Title = Cut(title.Zh, Message.MostTitle),
        Text = Cut(text.Zh, Message.MostText),
        TitleEn = Cut(title.En, Message.MostTitle),
        TextEn = Cut(text.En, Message.MostText),
        Link = link,
    });

    /// <summary>Tells those households of some neighbourhoods of an offer where somebody agreed to hear of offers.</summary>
    /// <param name="except">Who heard of it already.</param>
    public async Task SendOffer(
        IReadOnlyCollection<Guid> neighbourhoods, IReadOnlyCollection<HouseholdId> except, (string Zh, string En) title, (string Zh, string En) text, string? link, CancellationToken ct)
    {
        var wanted = await (
            from member in db.Set<Member>()
            join home in db.Set<Household>() on member.Household equals (HouseholdId?)home.Id
            join said in db.Set<Consent>() on member.Id equals said.Member
            where neighbourhoods.Contains(home.Neighbourhood) && said.Kind == ConsentKind.Offers && said.Given
            select home.Id).Distinct().ToListAsync(ct);
        foreach (var household in wanted.Except(except)) Send(household, title, text, link);
    }

    static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}
