# syntax=docker/dockerfile:1
# NewsBot in a container:  docker build -t newsbot .   then see config/README.md

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
# Packages first: this layer is kept as long as the lock files stay the same.
COPY global.json ./
COPY src/Directory.Build.props src/Directory.Packages.props src/BannedSymbols.txt src/
COPY src/NewsBot.Core/NewsBot.Core.csproj src/NewsBot.Core/packages.lock.json src/NewsBot.Core/BannedSymbols.Effects.txt src/NewsBot.Core/
COPY src/NewsBot/NewsBot.csproj src/NewsBot/packages.lock.json src/NewsBot/
RUN dotnet restore src/NewsBot --locked-mode
COPY .editorconfig ./
COPY src/ src/
COPY config/ config/
# Packages bring native libraries for thirty systems; those of other systems than this image's are 200 MB. What is left asks
# for nothing but glibc. There are no fonts: words in SVG pictures need a package of them (fonts-noto-cjk, say) below.
RUN dotnet publish src/NewsBot -c Release --no-restore -o /app \
    && find /app/runtimes -mindepth 1 -maxdepth 1 ! -name linux-x64 ! -name linux-arm64 -exec rm -r {} +

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /app /app
# The user "app" comes with the image. The volume takes its owner from this folder when it is first made.
RUN mkdir /data && chown "$APP_UID" /data
USER $APP_UID
WORKDIR /data
VOLUME /data
# All addresses of the container; NEWSBOT_Web__Password must be set, or the bot says so and ends.
ENV NEWSBOT_Web__Urls=http://0.0.0.0:8080 \
    NEWSBOT_Storage__ConnectionString=/data/newsbot.db \
    DOTNET_NOLOGO=1
EXPOSE 8080
# The image has no curl; its bash can speak TCP, and costs less than starting a second runtime each time.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /healthz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r -t 4 answer <&3 && [[ $answer == *' 200 '* ]]"]
ENTRYPOINT ["/app/newsbot"]
CMD ["run"]
