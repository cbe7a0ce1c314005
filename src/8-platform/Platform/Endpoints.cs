using Microsoft.AspNetCore.Mvc;

namespace Linli.Platform;

/// <summary>Who may call an endpoint. No roles and not open means: anybody who is signed in.</summary>
public sealed record Allowed(bool Open, params IReadOnlyList<Role> Roles);

/// <summary>What the API document says of an endpoint.</summary>
public sealed record Saying(string Summary, object? Example, IReadOnlyList<string> No);

/// <summary>Says at once whether who has an answer with this tag has the newest.</summary>
public sealed record AtHand(Func<HttpContext, string, bool> IsLatest);

public static class Endpoints
{
    /// <summary>Hard limit of a body that is not an import or a file.</summary>
    public const long MostBody = 1 << 20;

    extension(RouteHandlerBuilder endpoint)
    {
        public RouteHandlerBuilder For(params Role[] roles) => endpoint.WithMetadata(new Allowed(false, roles));
        public RouteHandlerBuilder ForSignedIn() => endpoint.WithMetadata(new Allowed(false));
        public RouteHandlerBuilder ForAnyone() => endpoint.WithMetadata(new Allowed(true));

        /// <summary>Something could be guessed here: few tries per address.</summary>
        public RouteHandlerBuilder Guessable() => endpoint.RequireRateLimiting(Limits.Guessable);

        /// <summary>It goes on for as long as the other side looks: see <see cref="Live{T}"/>. Its address ends with "/live".</summary>
        public RouteHandlerBuilder Endless() => (RouteHandlerBuilder)endpoint.DisableRequestTimeout();

        /// <summary>Its answer has a tag of its own, and that nothing has changed is said before anything else is done.</summary>
        public RouteHandlerBuilder OftenUnchanged(Func<HttpContext, string, bool> isLatest) => endpoint.WithMetadata(new AtHand(isLatest));

        /// <summary>It takes a large body and much work: fewer per person, and longer in time.</summary>
        public RouteHandlerBuilder Heavy(long mostBytes = MostBody)
        {
            endpoint.WithRequestTimeout(Limits.Heavy);
            return endpoint.RequireRateLimiting(Limits.Heavy).WithMetadata(new RequestSizeLimitAttribute(mostBytes));
        }

        /// <summary>Everybody who works here, leaders included; not residents, riders or suppliers.</summary>
        public RouteHandlerBuilder ForStaff() => endpoint.For(Role.Hq, Role.Owner, Role.Clerk, Role.Leader, Role.Sorter);

        /// <param name="summary">One English sentence.</param>
        /// <param name="example">A body that works in the demo shop.</param>
        /// <param name="no">The refusal codes a client should know.</param>
        public RouteHandlerBuilder Says(string summary, object? example = null, params IReadOnlyList<string> no) =>
            endpoint.WithMetadata(new Saying(summary, example, no)).WithSummary(summary);
    }
}
