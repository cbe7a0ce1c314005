namespace Linli.Members;

/// <summary>The door for telling a household something in the app. The caller commits.</summary>
public sealed class Mailbox(LinliDb db)
{
    /// <param name="link">Where the app goes when it is touched: "/orders/{id}".</param>
    public void Send(HouseholdId to, string title, string text, string? link) =>
        throw new InvalidOperationException($"{db} {to} {title} {text} {link}");
}
