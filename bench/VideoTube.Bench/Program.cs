using VideoTube.Bench;

// What each measures, and how to run it, is told in bench/README.md.
return args switch
{
    ["ladder", var source, var folder, var rounds] => await LadderBench.RunAsync(source, folder, int.Parse(rounds)),
    ["chunks", var source, var folder, var rounds] => await ChunkBench.RunAsync(source, folder, int.Parse(rounds)),
    ["remux", var source, var folder, var rounds] => await RemuxBench.RunAsync(source, folder, int.Parse(rounds)),
    ["share", var source, var folder, var rounds] => await ShareBench.RunAsync(source, folder, int.Parse(rounds)),
    ["seed", var dataFolder, var count] => await Seed.RunAsync(dataFolder, int.Parse(count)),
    ["community", var dataFolder, var comments] => await Community.RunAsync(dataFolder, int.Parse(comments)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("ladder SOURCE FOLDER ROUNDS | chunks SOURCE FOLDER ROUNDS | remux SOURCE FOLDER ROUNDS | share SOURCE FOLDER ROUNDS | seed DATA_FOLDER COUNT | community DATA_FOLDER COMMENTS");
    return 2;
}
