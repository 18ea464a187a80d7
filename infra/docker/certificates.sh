#!/bin/sh
# Makes, once, the certificate authority of the event store's cluster and a certificate for each folder of /nodes. The names in a certificate
# are those by which nodes and programs call the node: its own, the cluster's (Prometheus), and localhost (its health check). Nodes know each
# other by the common name, which es-gencert-cli gives to all of them. RENEW=1 makes new certificates of the same authority: they last a year.
# Run in the image of es-gencert-cli 1.3, as root. Validated by hand: run by a shell with a stand-in for es-gencert-cli.
set -eu
umask 077

# The account of the nodes in the image of KurrentDB 26.
owner=1001:1001

[ -f /authority/ca.key ] || es-gencert-cli create-ca -out /authority
cp -f /authority/ca.crt /trust/ca.crt
chmod 0755 /trust
chmod 0444 /trust/ca.crt

for folder in /nodes/*; do
  node=$(basename "$folder")
  [ -f "$folder/node.key" ] && [ -z "${RENEW:-}" ] && continue
  es-gencert-cli create-node -force -ca-certificate /authority/ca.crt -ca-key /authority/ca.key \
    -out "$folder" -ip-addresses 127.0.0.1 -dns-names "$node,kurrentdb,localhost"
  chown -R "$owner" "$folder"
done
