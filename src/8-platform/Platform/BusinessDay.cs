using System.Globalization;

namespace Linli.Platform;

/// <summary>Moments as the shop's people see them: its wall clock and its business days (营业日).</summary>
public static class BusinessDay
{
    /// <summary>All of China keeps one zone and no summer time.</summary>
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public static DateOnly Of(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);

    public static DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var wall = day.ToDateTime(time);
        return new DateTimeOffset(wall, Zone.GetUtcOffset(wall)).ToUniversalTime();
    }

    public static (DateTimeOffset From, DateTimeOffset To) Bounds(DateOnly day) => (At(day, default), At(day.AddDays(1), default));

    /// <summary>"5月1日 22:00", the way a neighbour writes it.</summary>
    public static string Say(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, Zone).ToString("M月d日 HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"May 1 22:00".</summary>
    public static string SayInEnglish(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, Zone).ToString("MMM d HH:mm", CultureInfo.InvariantCulture);
}
