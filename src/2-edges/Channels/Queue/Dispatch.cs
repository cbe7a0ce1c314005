using Linli.Members;

namespace Linli.Channels;

/// <summary>By whom something is carried: 订阅消息, 群机器人, 预售报备, 发货信息.</summary>
public enum Carrier { Notice, Robot, Presale, Shipping }

/// <summary>Unclear: it was asked for and no answer came, so it may have been sent; it is not sent a second time.</summary>
public enum DispatchState { Waiting, Sending, Sent, Refused, Unclear }

/// <summary>发送 — one thing that goes out of the house, and what became of it. Its content lies encrypted.</summary>
sealed class Dispatch : IOwned
{
    public const int MostTitle = 80, MostWhy = 200, MostTries = 12;

    public TenantId Tenant { get; set; }

    /// <summary>Made from what caused it, so that it is sent once however often that is told.</summary>
    public required DispatchId Id { get; init; }
    public required Carrier Carrier { get; init; }

    /// <summary>The robot, the transaction, or the person: what has an order and a pace of its own.</summary>
    public required Guid Via { get; init; }
    public required string Title { get; init; }
    public required string Sealed { get; init; }
    public MemberId? To { get; init; }
    public NoticeKind? Notice { get; init; }
    public required DateTimeOffset At { get; init; }
    public DispatchState State { get; private set; }
    public int Tries { get; private set; }
    public DateTimeOffset? TriedAt { get; private set; }
    public int? Said { get; private set; }
    public string? Why { get; private set; }

    /// <summary>What is done twice without harm is asked for again when no answer came.</summary>
    public bool Repeats => Carrier is Carrier.Presale or Carrier.Shipping;

    /// <summary>It did not arrive, or nobody knows whether it did.</summary>
    public bool IsStuck => State is DispatchState.Refused or DispatchState.Unclear;

    /// <returns>False when it is over, or when it was begun before and nobody knows how that ended.</returns>
    public bool Begin(DateTimeOffset now)
    {
        if (State == DispatchState.Sending && !Repeats) (State, Why) = (DispatchState.Unclear, "no answer");
        if (State is not (DispatchState.Waiting or DispatchState.Sending)) return false;
        (State, TriedAt, Tries) = (DispatchState.Sending, now, Tries + 1);
        return true;
    }

    /// <returns>After how long it is to be tried again; nothing when it is over.</returns>
    public TimeSpan? Hear(Reply reply)
    {
        (Said, Why) = (reply.Code, reply.Why is { Length: > MostWhy } ? reply.Why[..MostWhy] : reply.Why);
        var again = reply.Is == Reply.Kind.Later || (reply.Is == Reply.Kind.Silence && Repeats);
        State = reply.Is switch
        {
            Reply.Kind.Done => DispatchState.Sent,
            // counted on after somebody sent it again, so that each number is a try of its own
            _ when again && Tries % MostTries != 0 => DispatchState.Waiting,
            Reply.Kind.Silence => DispatchState.Unclear,
            _ => DispatchState.Refused,
        };
        return State == DispatchState.Waiting ? reply.Wait ?? TimeSpan.FromSeconds(Math.Min(3600, 5 << Math.Min(Tries, 10))) : null;
    }

    /// <summary>Somebody has put right what was wrong.</summary>
    public void Again()
    {
        if (!IsStuck) throw No.NotStuck();
        State = DispatchState.Waiting;
    }
}

/// <param name="Wait">Until it may be tried again, when that was said.</param>
sealed record Reply(Reply.Kind Is, int? Code = null, string? Why = null, TimeSpan? Wait = null)
{
    public enum Kind { Done, Later, Never, Silence }

    public static Reply Never(string why) => new(Kind.Never, null, why);
}
