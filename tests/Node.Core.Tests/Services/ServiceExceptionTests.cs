using Node.Core.Services;
using Xunit;

namespace Node.Core.Tests.Services;

public sealed class ServiceExceptionTests
{
    [Fact]
    public void Nested_failures_are_laid_flat()
    {
        var inner = new ServiceException([new TimeoutException("a"), new AggregateException(new TimeoutException("b"), new TimeoutException("c"))]);

        var outer = new ServiceException([inner, new TimeoutException("d")]);

        Assert.Equal("a; b; c; d", outer.Message);
        Assert.Equal(["a", "b", "c", "d"], outer.Failures.Select(failure => failure.Message));
        Assert.Same(inner, outer.InnerException);
    }

    [Fact]
    public void There_is_no_exception_without_a_failure() => Assert.Throws<ArgumentException>(() => new ServiceException([]));
}
