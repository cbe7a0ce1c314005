using Linli.Members;

namespace Linli.Ordering;

/// <summary>The rows of a chain's people while a plan is carried out, and how they were before.</summary>
sealed class People(LinliDb db, Ground ground, IReadOnlyList<Planned> people, DateTimeOffset now)
{
    readonly Dictionary<string, ChainPerson> rows = new(ground.People);

    public List<PersonBefore> Before { get; } = [];
    public Dictionary<string, Because> Refused { get; } = [];
    public Dictionary<string, OrderId> Orders { get; } = [];
    public Dictionary<string, HouseholdId> Homes { get; } = [];

    public HouseholdId? HomeOf(Planned p) => Homes.TryGetValue(p.Key, out var home) ? home : p.Order?.Household;

    public void WriteDown(Planned p)
    {
        if (p.Change == ChainChange.Unchanged)
        {
            if (p.Person is { } same) Keep(p, same.Key == p.Key ? same : RowOf(p));
            return;
        }

        // Somebody new who wants nothing leaves no trace.
        if (p is { Change: ChainChange.Skipped, Person: null, Sum.Lines.Count: 0, Spoken.Choice: null or { Skip: false } }) return;
        var row = RowOf(p);
        var was = row.Image;
        Write(p, row);
        if (row.Image != was) row.At = now;
    }

    // People move up and down, and write that they have paid: that changes no order.
    static void Keep(Planned p, ChainPerson row)
    {
        if (p.Spoken is not { } spoken) return;
        if (p.SaysTheSame)
        {
            row.Said = row.Said with { Nickname = p.Nickname, Position = spoken.Position, Paid = spoken.SaysPaid };
            return;
        }

        (row.Said, row.Because) = (p.Said, null);
        row.State = p.Order is null ? ChainState.Withdrawn : ChainState.Placed;
        if (p.Order is not null) row.Applied = p.Before;
    }

    ChainPerson RowOf(Planned p)
    {
        if (!rows.TryGetValue(p.Key, out var row))
        {
            Before.Add(new(p.Key, null));
            db.Add(row = rows[p.Key] = new ChainPerson { Chain = ground.Chain, Key = p.Key, At = now });
        }
        else Before.Add(new(p.Key, row.Image));

        if (p.Person is { } earlier && earlier.Key != p.Key)
        {
            Before.Add(new(earlier.Key, earlier.Image));
            row.Restore(earlier.Image with { Key = p.Key });
            rows.Remove(earlier.Key);
            db.Remove(earlier);
        }

        return row;
    }

    void Write(Planned p, ChainPerson row)
    {
        if (Refused.TryGetValue(p.Key, out var because))
        {
            (row.State, row.Because, row.Said, row.Household) = (ChainState.Refused, because, p.Said, HomeOf(p));
            return;
        }

        switch (p.Change)
        {
            case ChainChange.Added:
                (row.State, row.Order, row.Household) = (ChainState.Placed, Orders[p.Key], HomeOf(p));
                (row.Said, row.Applied, row.Because) = (p.Said, p.Sum.Lines, null);
                break;
            case ChainChange.Changed:
                (row.State, row.Said, row.Applied, row.Because) = (ChainState.Placed, p.Said, p.Sum.Lines, null);
                break;
            case ChainChange.Withdrawn:
                (row.State, row.Said, row.Applied, row.Because) = (ChainState.Withdrawn, p.Said, [], p.Spoken is null ? Why.Gone : Why.Left);
                break;
            case ChainChange.Waiting:
                (row.State, row.Said, row.Because) = (ChainState.Waiting, p.Said, Why.AfterCutOff);
                break;
            case ChainChange.Skipped:
                row.Said = (row.Order is null ? p.Said : row.Said) with { Nickname = p.Nickname, Words = p.Spoken?.Words ?? "" };
                (row.State, row.Because) = p.Order is null ? (ChainState.Withdrawn, Why.Skipped) : (ChainState.Placed, null);
                break;
            case ChainChange.Asks:
                // Without the words: it is asked again until somebody has decided.
                row.Said = (row.Order is null ? p.Said : row.Said) with { Words = p.Spoken is null ? row.Said.Words : "" };
                (row.State, row.Because) = (ChainState.Asks, p.Reasons.FirstOrDefault() ?? Why.NothingRead);
                break;
            default:
                throw new InvalidOperationException($"{p.Change} of {people.Count} people is not written down");
        }
    }
}
