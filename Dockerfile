# The jar is built by the build itself; its layers by Spring Boot's own tool.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY . .
RUN ./mvnw --batch-mode --no-transfer-progress -DskipTests package \
 && java -Djarmode=tools -jar app/target/tagledger.jar extract --layers --destination /layers

FROM eclipse-temurin:25-jre
WORKDIR /app
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./
# PostgreSQL refuses to be root, and initdb to be a user without a name.
RUN useradd --uid 10001 tagledger && install --directory --owner=tagledger cache
USER 10001
# One start, on a database that is thrown away, and the JVM need not load and link its classes anew at each.
RUN java -XX:+UseParallelGC -XX:+UseCompactObjectHeaders -XX:AOTCacheOutput=cache/tagledger.aot -Dspring.context.exit=onRefresh -jar tagledger.jar --tagledger.data=/tmp/training \
 && rm -r /tmp/training
EXPOSE 8080
# Others reach a container only so; without users, an issuer or tagledger.open it says what to set, and ends.
ENV SERVER_ADDRESS=0.0.0.0
ENTRYPOINT ["java", "-XX:+UseParallelGC", "-XX:+UseCompactObjectHeaders", "-XX:+UseTransparentHugePages", "-XX:AOTCache=cache/tagledger.aot", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "tagledger.jar"]
