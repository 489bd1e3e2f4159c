-- The editions of the demo product. Every one of the 31 flags is named: the product reads an absent flag as "on".
-- Grace is ten days and free edition follows at once, because the product does exactly that by itself.
insert into licensing.licence_profile
  (id, product_code, plan, version, kind, format, aud, sku_name, sku_short_name, features, seat_mode, extra_rule, grace_days, terminate_days,
   nonproduction_copies, eccn, export_class, valid_from, created_at, created_by)
values
(
  '01990000-0000-7000-8000-000000000001', 'harbor', 'professional', 1, 'paid', 'mattermost', 'harbor', 'Professional', 'professional',
  '{
    "ldap": true, "ldap_groups": false, "mfa": true, "google_oauth": true,
    "office365_oauth": true, "openid": true, "compliance": false, "cluster": false,
    "metrics": false, "mhpns": true, "saml": true, "elastic_search": false,
    "announcement": true, "theme_management": true, "email_notification_contents": true, "data_retention": false,
    "message_export": false, "custom_permissions_schemes": true, "custom_terms_of_service": false, "guest_accounts": true,
    "guest_accounts_permissions": true, "id_loaded": true, "lock_teammate_name_display": false, "enterprise_plugins": false,
    "advanced_logging": false, "cloud": false, "shared_channels": true, "remote_cluster_service": false,
    "outgoing_oauth_connections": false, "auto_translation": false, "future_features": false
  }',
  'hard', '{"kind": "percent", "value": 5, "min": 1}', 10, 10, 1, '5D992.c', 'enterprise_management_software', '2020-01-01', '2020-01-01T00:00:00Z', 'house'
),
(
  '01990000-0000-7000-8000-000000000002', 'harbor', 'enterprise', 1, 'paid', 'mattermost', 'harbor', 'Enterprise', 'enterprise',
  '{
    "ldap": true, "ldap_groups": true, "mfa": true, "google_oauth": true,
    "office365_oauth": true, "openid": true, "compliance": true, "cluster": true,
    "metrics": true, "mhpns": true, "saml": true, "elastic_search": true,
    "announcement": true, "theme_management": true, "email_notification_contents": true, "data_retention": true,
    "message_export": true, "custom_permissions_schemes": true, "custom_terms_of_service": true, "guest_accounts": true,
    "guest_accounts_permissions": true, "id_loaded": true, "lock_teammate_name_display": true, "enterprise_plugins": true,
    "advanced_logging": true, "cloud": false, "shared_channels": true, "remote_cluster_service": true,
    "outgoing_oauth_connections": true, "auto_translation": false, "future_features": true
  }',
  'hard', '{"kind": "percent", "value": 5, "min": 1}', 10, 10, 1, '5D992.c', 'enterprise_management_software', '2020-01-01', '2020-01-01T00:00:00Z', 'house'
),
(
  '01990000-0000-7000-8000-000000000003', 'harbor', 'advanced', 1, 'paid', 'mattermost', 'harbor', 'Enterprise Advanced', 'advanced',
  '{
    "ldap": true, "ldap_groups": true, "mfa": true, "google_oauth": true,
    "office365_oauth": true, "openid": true, "compliance": true, "cluster": true,
    "metrics": true, "mhpns": true, "saml": true, "elastic_search": true,
    "announcement": true, "theme_management": true, "email_notification_contents": true, "data_retention": true,
    "message_export": true, "custom_permissions_schemes": true, "custom_terms_of_service": true, "guest_accounts": true,
    "guest_accounts_permissions": true, "id_loaded": true, "lock_teammate_name_display": true, "enterprise_plugins": true,
    "advanced_logging": true, "cloud": false, "shared_channels": true, "remote_cluster_service": true,
    "outgoing_oauth_connections": true, "auto_translation": true, "future_features": true
  }',
  'hard', '{"kind": "percent", "value": 5, "min": 1}', 10, 10, 1, '5D992.c', 'enterprise_management_software', '2020-01-01', '2020-01-01T00:00:00Z', 'house'
);

-- the same editions for a company that sells the unmodified product under its own name
insert into licensing.licence_profile
  (id, product_code, plan, version, kind, format, aud, sku_name, sku_short_name, features, seat_mode, extra_rule, grace_days, terminate_days,
   nonproduction_copies, eccn, export_class, valid_from, created_at, created_by)
select overlay(id::text placing '1' from 35 for 1)::uuid, 'mattermost', plan, version, kind, format, 'mattermost', sku_name, sku_short_name, features,
  seat_mode, extra_rule, grace_days, terminate_days, nonproduction_copies, eccn, export_class, valid_from, created_at, created_by
from licensing.licence_profile where product_code = 'harbor';
