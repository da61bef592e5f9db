# docker build -t videotube . && docker run -p 8000:8000 -v videotube:/data videotube
FROM ubuntu:26.04 AS build
RUN apt-get update && apt-get install -y --no-install-recommends dotnet-sdk-10.0 nodejs npm
WORKDIR /source
COPY . .
RUN dotnet publish src/VideoTube -c Release -o /program

FROM ubuntu:26.04
RUN apt-get update && apt-get install -y --no-install-recommends \
      aspnetcore-runtime-10.0 ffmpeg bubblewrap util-linux libsqlite3-0 libcrypt1 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /program /program
# Containers usually forbid user namespaces, which bubblewrap needs; the container itself is the wall then.
ENV HOST=0.0.0.0 PORT=8000 DATA_DIR=/data SANDBOX=limits
VOLUME /data
EXPOSE 8000
ENTRYPOINT ["dotnet", "/program/VideoTube.dll"]
