-- Has generation 1 of the tables, which another version of the service may be keeping, serve until this version has
-- its own: they differ in where the token is.

INSERT INTO tagledger.tokens (processor_name, segment, token, token_type)
VALUES ('history_1', 0, '{"globalIndex":0}', 'org.axonframework.eventhandling.GlobalSequenceTrackingToken')
ON CONFLICT DO NOTHING;

CREATE OR REPLACE VIEW tokens AS
SELECT 'history' AS processor_name, segment, token, token_type, timestamp, owner
FROM tagledger.tokens WHERE processor_name = 'history_1';
