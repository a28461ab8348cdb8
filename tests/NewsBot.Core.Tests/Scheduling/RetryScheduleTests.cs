using CsCheck;
using NewsBot.Core.Scheduling;

namespace NewsBot.Core.Tests.Scheduling;

public sealed class RetryScheduleTests
{
    [Fact]
    public void What_the_platform_asks_for_is_obeyed_to_the_second() =>
        Assert.Equal(TimeSpan.FromSeconds(37), RetrySchedule.Pause(5, TimeSpan.FromSeconds(37), 0.3));

    [Fact]
    public void Without_a_wish_the_pause_grows_to_an_hour_at_most() =>
        Gen.Select(Gen.Int[1, 1000], Gen.Double[0, 1]).Sample((attempts, chance) =>
        {
            var pause = RetrySchedule.Pause(attempts, null, chance);
            Assert.InRange(pause, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
            Assert.True(RetrySchedule.Pause(attempts + 1, null, chance) >= pause);
        });
}
