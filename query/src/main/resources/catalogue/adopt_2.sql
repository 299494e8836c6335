-- Has generation 2 of the tables, which another version of the service may be keeping, serve until this version has
-- its own: they differ in where the token is.

INSERT INTO tagledger.tokens (processor_name, segment, token, token_type)
VALUES ('catalogue_2', 0, '{"globalIndex":0}', 'org.axonframework.eventhandling.GlobalSequenceTrackingToken')
ON CONFLICT DO NOTHING;

CREATE OR REPLACE VIEW tokens AS
SELECT 'catalogue' AS processor_name, segment, token, token_type, timestamp, owner
FROM tagledger.tokens WHERE processor_name = 'catalogue_2';
