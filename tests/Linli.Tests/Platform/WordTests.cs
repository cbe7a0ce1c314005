namespace Linli.Tests.Platform;

public class WordTests
{
    [Fact]
    public async Task States_in_addresses_are_written_as_in_answers()
    {
        await using var town = await Town.Open();

        foreach (var path in new[] { "/orders?state=awaitingPayment", "/campaigns?state=cutOff", "/pickups?state=overdue" })
            Assert.Empty((await town.Clerk.Get(path)).Ok().Items);
        foreach (var path in new[] { "/orders?state=lost", "/campaigns?state=1", "/pickups?state=" + new string('x', 500) })
            Assert.Equal("request.malformed", (await town.Clerk.Get(path)).Refused);
    }
}
