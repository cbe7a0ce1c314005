using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Linli.Platform;

sealed class IdToGuid<T>() : ValueConverter<T, Guid>(id => id.Value, value => Id.From<T>(value))
    where T : struct, IId<T>;

sealed class MoneyToFen() : ValueConverter<Money, long>(money => money.Fen, fen => new Money(fen));

// SQLite keeps no type for moments, and EF will not compare DateTimeOffset there; a number sorts everywhere.
sealed class MomentToMilliseconds() : ValueConverter<DateTimeOffset, long>(
    at => at.ToUnixTimeMilliseconds(), ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));

// Cut to the millisecond so that both databases keep the same moment.
sealed class MomentToUtc() : ValueConverter<DateTimeOffset, DateTimeOffset>(
    at => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()), at => at);
