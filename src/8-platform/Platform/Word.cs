namespace Linli.Platform;

/// <summary>A word of a closed list in an address, written as in JSON: ?state=cutOff.</summary>
/// <remarks>ASP.NET reads enums in addresses by their exact C# names only, and takes numbers for them.</remarks>
public readonly record struct Word<T>(T Value) where T : struct, Enum
{
    public static bool TryParse(string? text, out Word<T> word)
    {
        var ok = Enum.TryParse<T>(text, ignoreCase: true, out var value) && char.IsAsciiLetter(text![0]);
        word = new(value);
        return ok;
    }
}
