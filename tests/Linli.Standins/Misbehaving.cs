using System.Text.Json;
using System.Text.Json.Serialization;

namespace Linli.Standins;

/// <summary>
/// What the provider does wrong, and how often: probabilities from 0 to 1, where true and false mean 1 and 0.
/// Losing, doubling and reordering are drawn once per event, falsifying at every try of a callback.
/// </summary>
public sealed record Behaviour
{
    /// <summary>Pause before a callback is sent first.</summary>
    public int DelayMs { get; init; }

    /// <summary>The event is sent a second time although it was acknowledged.</summary>
    public double Duplicate { get; init; }

    /// <summary>The event is held back until a later one was sent, at most two seconds.</summary>
    public double Reorder { get; init; }

    /// <summary>The event is never sent.</summary>
    public double Lose { get; init; }

    /// <summary>A rightly signed callback that names another amount.</summary>
    public double WrongAmount { get; init; }

    public double WrongSignature { get; init; }

    /// <summary>A rightly signed callback whose timestamp is ten minutes old.</summary>
    public double StaleTimestamp { get; init; }

    public int AnswerDelayMs { get; init; }

    /// <summary>Answers 500; in half of the cases after having done what was asked.</summary>
    public double Answer500 { get; init; }

    public double AnswerUnsigned { get; init; }

    /// <summary>Same seed, same sequence of draws.</summary>
    public int? Seed { get; init; }

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new Chance() },
    };

    internal void Check()
    {
        double[] chances = [Duplicate, Reorder, Lose, WrongAmount, WrongSignature, StaleTimestamp, Answer500, AnswerUnsigned];
        if (chances.Any(c => c is not (>= 0 and <= 1))) throw Problem.Malformed("a probability lies between 0 and 1");
        if (DelayMs is < 0 or > 600_000 || AnswerDelayMs is < 0 or > 600_000)
            throw Problem.Malformed("a delay lies between 0 and 600000 ms");
    }

    sealed class Chance : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TokenType switch
            {
                JsonTokenType.True => 1,
                JsonTokenType.False => 0,
                JsonTokenType.Number => reader.GetDouble(),
                _ => throw new JsonException("a probability is a number, true or false"),
            };

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value);
    }
}

/// <summary>The present behaviour and its dice.</summary>
sealed class Misbehaving
{
    readonly Lock gate = new();
    Random dice = new();

    public Behaviour Current { get; private set; } = new();

    public void Become(Behaviour behaviour)
    {
        behaviour.Check();
        lock (gate)
        {
            Current = behaviour;
            dice = behaviour.Seed is { } seed ? new Random(seed) : new Random();
        }
    }

    public bool Happens(Func<Behaviour, double> chance)
    {
        lock (gate)
        {
            var wanted = chance(Current);
            return wanted > 0 && dice.NextDouble() < wanted;
        }
    }
}

/// <summary>What the stand-ins did, newest last.</summary>
sealed class Diary(TimeProvider clock)
{
    const int Most = 5000;
    readonly Queue<Entry> entries = new();
    readonly Lock gate = new();

    public sealed record Entry(DateTimeOffset At, string What, string About, string Detail);

    public void Write(string what, string about, string detail = "")
    {
        lock (gate)
        {
            entries.Enqueue(new Entry(clock.GetUtcNow(), what, about, detail));
            if (entries.Count > Most) entries.Dequeue();
        }
    }

    public IReadOnlyList<Entry> Read()
    {
        lock (gate) return [.. entries];
    }
}
