namespace VideoTube.Web.Studio;

/// <summary>The numbers beside a chart: round ones, from 0 to where all that is shown lies below.</summary>
internal static class ChartScale
{
    private const int Steps = 4; // about as many lines as one reads at a glance

    /// <param name="most">Of what is shown.</param>
    /// <returns>Whole numbers from 0 up, at least two, evenly apart.</returns>
    public static IReadOnlyList<double> Of(double most)
    {
        var step = StepOf(most / Steps);
        var count = Math.Max(1, (int)Math.Ceiling(most / step));
        return [.. Enumerable.Range(0, count + 1).Select(i => i * step)];
    }

    /// <summary>The next of 1, 2, 5, 10, 20, 50 and so on.</summary>
    private static double StepOf(double least)
    {
        if (least <= 1)
            return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return power * ((double[])[1, 2, 5, 10]).First(round => round * power >= least);
    }
}
