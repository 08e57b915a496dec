# syntax=docker/dockerfile:1
# The node in a container. The two base images are named by whoever builds, because where images come from is their choice:
#
#   docker build -t oracle-node \
#     --build-arg SDK_IMAGE=<an image with the .NET 10 SDK> \
#     --build-arg RUNTIME_IMAGE=<an image with the ASP.NET Core 10 runtime> .
ARG SDK_IMAGE
ARG RUNTIME_IMAGE

FROM ${SDK_IMAGE} AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Node/Node.csproj -c Release -o /app -p:RestoreLockedMode=true -p:UseAppHost=false \
 && mkdir /data

FROM ${RUNTIME_IMAGE}
# A number and not a name: orchestrators can then see that it is not root.
ARG UID=1654
COPY --from=build /app /app
COPY --from=build --chown=${UID}:${UID} /data /data
# Schedules name time zones, which small runtime images lack: without them every job with such a schedule would fail.
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
USER ${UID}
WORKDIR /data
VOLUME /data
# DOTNET_EnableDiagnostics=0 closes the runtime's diagnostic socket in /tmp, so that the root file system may be read-only.
# Set it to 1, with a writable /tmp, to attach a profiler or to take a dump.
ENV DOTNET_EnableDiagnostics=0 \
    NODE_DataFolder=/data \
    NODE_Http__Address=0.0.0.0
EXPOSE 6688
STOPSIGNAL SIGTERM
# No HEALTHCHECK: the image has no program to ask with. Point the orchestrator's probes at /live and /ready.
ENTRYPOINT ["dotnet", "/app/oracle-node.dll"]
CMD ["start"]
