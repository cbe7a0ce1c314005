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

    static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}
