package tagledger.app.limits;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What this node grants. Where a number is 0, there is no such limit.
 *
 * @param requestsPerAddress requests a minute from one address
 * @param requestsPerUser requests a minute from one user
 * @param loginsPerAddress requests a minute from one address that try a password or a token, in one
 *     count
 * @param loginsPerUsername logins a minute that one name may be tried with
 * @param imports imports that run at the same time
 * @param importsPerCaller those of one user, or of one address where there is no user
 * @param streams live streams that are open at the same time
 * @param streamsPerCaller those of one user, or of one address where there is no user
 * @param body the largest body, which only an import's comes near
 * @param headTimeout how long the head of a request may take from its first byte on
 * @param bodyGrace how long a body may be waited for before its rate counts
 * @param bodyRate how much of a body must come a second
 */
@ConfigurationProperties("tagledger.limits")
record LimitProperties(
    @DefaultValue("6000") int requestsPerAddress,
    @DefaultValue("6000") int requestsPerUser,
    @DefaultValue("60") int loginsPerAddress,
    @DefaultValue("10") int loginsPerUsername,
    @DefaultValue("16") int imports,
    @DefaultValue("4") int importsPerCaller,
    @DefaultValue("200") int streams,
    @DefaultValue("50") int streamsPerCaller,
    @DefaultValue("0B") DataSize body,
    @DefaultValue("20s") Duration headTimeout,
    @DefaultValue("20s") Duration bodyGrace,
    @DefaultValue("500B") DataSize bodyRate) {}
