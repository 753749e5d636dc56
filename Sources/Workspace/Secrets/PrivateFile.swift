/// Files that hold secrets by custom.
package enum PrivateFile {
  /// Why a file of this path stays out of prompts, as a clause; nil where nothing speaks for it.
  package static func reason(path: String) -> String? {
    let name = SystemPath.name(of: path).lowercased()
    if isEnvironment(name) { return "looks like a file of environment secrets" }
    if names.contains(name) { return "looks like a file of credentials" }
    if keyNames.contains(name) { return "looks like a private key" }
    if let dot = name.lastIndex(of: ".") {
      let ending = String(name[name.index(after: dot)...])
      if keyEndings.contains(ending) { return "looks like a key or a certificate" }
    }
    return isInPrivateFolder(path) ? "lies in a folder of keys or credentials" : nil
  }

  /// `.env`, `.env.local`, `prod.env`; an example of one is no secret.
  private static func isEnvironment(_ name: String) -> Bool {
    guard name == ".env" || name.hasPrefix(".env.") || name.hasSuffix(".env") || name == ".envrc"
    else { return false }
    return !["example", "sample", "template", "dist", "defaults", "schema"]
      .contains(where: name.contains)
  }

  private static func isInPrivateFolder(_ path: String) -> Bool {
    path.split(separator: "/").dropLast().contains {
      [".ssh", ".aws", ".gnupg", ".gcloud", ".kube"].contains($0)
    }
  }

  private static let keyNames: Set<String> = [
    "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "id_ecdsa_sk", "id_ed25519_sk",
    "ssh_host_rsa_key",
    "ssh_host_ed25519_key", "ssh_host_ecdsa_key",
  ]

  private static let names: Set<String> = [
    "credentials", "credentials.json", "credentials.yml", "credentials.yaml", "credentials.toml",
    "credentials.xml", "credentials.csv", "credentials.properties", "secrets", "secrets.json",
    "secrets.yml", "secrets.yaml", "secrets.toml", "secrets.properties", "secret.json",
    "secret.yml", "secret.yaml", ".netrc", "_netrc", ".npmrc", ".pypirc", ".pgpass", ".my.cnf",
    ".htpasswd", ".git-credentials", ".dockercfg", ".dockerconfigjson", "kubeconfig",
    "service-account.json", "serviceaccount.json", "service_account.json", "client_secret.json",
    "client_secrets.json", "google-services.json", "googleservice-info.plist", ".vault-token",
    "vault.password", ".vault_pass", "terraform.tfvars", "terraform.tfstate",
    "terraform.tfstate.backup", "master.key", "wp-config.php", ".s3cfg", ".boto", ".rhosts",
    "htpasswd", "hub.token", "gradle-secrets.properties", "local.settings.json",
  ]

  private static let keyEndings: Set<String> = [
    "pem", "key", "p12", "pfx", "jks", "keystore", "ppk", "asc", "gpg", "kdbx", "p8", "der", "crt",
    "cer", "mobileprovision", "ovpn", "age", "tfvars", "tfstate",
  ]
}
