using VideoTube.Http;

namespace VideoTube.Channels;

internal static class ChannelServices
{
    public static void AddChannels(this IServiceCollection services)
    {
        services.AddJson(ChannelJson.Default);
        services.AddSingleton<ChannelStore>();
    }
}
