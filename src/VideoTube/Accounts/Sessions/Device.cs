using System.Net;
using System.Net.Sockets;

namespace VideoTube.Accounts.Sessions;

/// <summary>Where a request comes from.</summary>
internal sealed record Device(string UserAgent, string Address)
{
    private const int MaxUserAgent = 300;

    public static Device Of(HttpContext http)
    {
        var agent = new string([.. http.Request.Headers.UserAgent.ToString().Where(c => !char.IsControl(c)).Take(MaxUserAgent)]);
        return new Device(agent, AddressOf(http.Connection.RemoteIpAddress));
    }

    /// <summary>What limits count by: a whole IPv6 customer network (/64) is one client.</summary>
    public string Client =>
        IPAddress.TryParse(Address, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8))
            : Address;

    private static string AddressOf(IPAddress? address) =>
        address is null ? "" : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
}
