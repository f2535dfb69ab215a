# Write.ps1: changes one place of a Windows PC at a time, as the program that runs it asks. Loaded behind Reconnect.ps1,
# for this PC alone: the host kit does not hold it, and no other PC is ever sent it.
#
# A request is a line: a kind and its fields, separated by tabs. Rules, networks and groups are looked for among those that
# are there, by SID, GUID and the names that Windows gives its own rules, which are the same in every language; what a field
# holds is never run. Windows PowerShell 2.0 to 5.1 and PowerShell 7.

# --- Firewall ---------------------------------------------------------------------------------------------------------
# Through COM, which Windows 7 has too and which counts at once. https://learn.microsoft.com/windows/win32/api/netfw/

# Words that are separated by commas, in a form that compares; none is all of them.
function Format-ReconnectWord([string]$text) {
    $words = @($text -split ',' | ForEach-Object { $_.Trim().ToLowerInvariant() } | Where-Object { $_ -ne '' } | Sort-Object)
    if ($words.Count -eq 0) { return '*' }
    return $words -join ','
}

# Whether a rule of COM is the one that the store holds.
function Test-ReconnectRule($rule, $known) {
    $protocols = @{ 'tcp' = '6'; 'udp' = '17'; 'any' = '256' }
    $protocol = $known['protocol']
    if ($protocols.ContainsKey($protocol)) { $protocol = $protocols[$protocol] }
    if ([string]$rule.Protocol -ne $protocol) { return $false }
    $direction = 'in'
    if ([int]$rule.Direction -eq 2) { $direction = 'out' }
    if ($direction -ne $known['direction']) { return $false }
    if ((Format-ReconnectWord ([string]$rule.LocalPorts)) -ne (Format-ReconnectWord ($known['localPorts'] -join ','))) { return $false }
    if ([string]$rule.serviceName -ne [string]$known['service']) { return $false }
    if ([string]$rule.Grouping -ne [string]$known['group']) { return $false }
    # One of them may have its variables replaced.
    $program = [Environment]::ExpandEnvironmentVariables([string]$rule.ApplicationName)
    return ($program -eq [Environment]::ExpandEnvironmentVariables([string]$known['program']))
}

# The rule that the store keeps under this name. COM does not tell that name, and what it calls one is in the language of
# the PC: so the rule is found by what both say of it. Of several, none.
function Find-ReconnectRule($policy, [string]$name) {
    $text = [string](Get-ReconnectValue 'HKLM\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\FirewallRules' $name)
    if ($text -notmatch '^v\d+\.\d+\|') { throw 'reconnect:absent' }
    $known = ConvertFrom-ReconnectFirewallRule $name $text 'local'
    $found = @(foreach ($rule in $policy.Rules) { if (Test-ReconnectRule $rule $known) { $rule } })
    if ($found.Count -gt 1 -and $text -match '\|Name=([^@|][^|]*)\|') {
        $label = $Matches[1]
        $found = @($found | Where-Object { $_.Name -eq $label })
    }
    if ($found.Count -gt 1) {
        $found = @($found | Where-Object { [bool]$_.Enabled -eq $known['enabled'] -and ([int]$_.Action -eq 1) -eq ($known['action'] -eq 'allow') })
    }
    if ($found.Count -ne 1) { throw ('reconnect:failed:' + $found.Count + ' rules look like this one') }
    return $found[0]
}

# As numbers: https://learn.microsoft.com/windows/win32/api/icftypes/ne-icftypes-net_fw_profile_type2 and net_fw_action
function Get-ReconnectRuleState([string]$name) {
    $rule = Find-ReconnectRule (New-Object -ComObject HNetCfg.FwPolicy2) $name
    return @{ enabled = [bool]$rule.Enabled; action = [int]$rule.Action; profiles = [int]$rule.Profiles }
}

function Set-ReconnectRuleState([string]$name, [bool]$enabled, [int]$action, [int]$profiles) {
    $rule = Find-ReconnectRule (New-Object -ComObject HNetCfg.FwPolicy2) $name
    # Each counts at once: at no moment does it let in more than before or after.
    if (-not $enabled) { $rule.Enabled = $false }
    $rule.Profiles = $profiles
    $rule.Action = $action
    if ($enabled) { $rule.Enabled = $true }
}

# What of a rule of our own is kept and set, in this order: ports are only taken once the protocol is known.
# https://learn.microsoft.com/windows/win32/api/netfw/nn-netfw-inetfwrule
$ReconnectRuleFields = @(
    'Description', 'Protocol', 'LocalPorts', 'RemotePorts', 'LocalAddresses', 'RemoteAddresses', 'ApplicationName',
    'serviceName', 'InterfaceTypes', 'Direction', 'Action', 'Profiles', 'EdgeTraversal', 'Grouping', 'Enabled'
)

# The rules of that name: none or one. No other rule than our own can be asked for.
function Find-ReconnectOwnRule($policy, [string]$name) {
    if ($name -notmatch '^Reconnect-RDP-TCP-\d{1,5}$') { throw 'reconnect:failed:not a rule of Reconnect' }
    $found = @(foreach ($rule in $policy.Rules) { if ($rule.Name -eq $name) { $rule } })
    if ($found.Count -gt 1) { throw 'reconnect:failed:more than one rule of this name' }
    return , $found
}

function Get-ReconnectOwnRule([string]$name) {
    $found = Find-ReconnectOwnRule (New-Object -ComObject HNetCfg.FwPolicy2) $name
    if ($found.Count -eq 0) { return $null }
    $state = @{}
    foreach ($field in $ReconnectRuleFields) {
        $value = $found[0].$field
        if ($null -eq $value) { $value = '' }
        elseif ($value -isnot [bool] -and $value -isnot [int]) { $value = [string]$value }
        $state[$field] = $value
    }
    return $state
}

# Takes the rule of that name away, and makes it anew where there are values: an empty one stays as Windows has it.
function Set-ReconnectOwnRule([string]$name, $values) {
    $policy = New-Object -ComObject HNetCfg.FwPolicy2
    $found = Find-ReconnectOwnRule $policy $name
    $rule = $null
    if ($values.Count -gt 0) {
        if ($values.Count -ne $ReconnectRuleFields.Count) { throw 'reconnect:failed:a rule with other fields' }
        # Whole before the old one goes: what Windows refuses of it is refused here.
        $rule = New-Object -ComObject HNetCfg.FwRule
        $rule.Name = $name
        for ($index = 0; $index -lt $values.Count; $index++) {
            $field = $ReconnectRuleFields[$index]
            $text = [string]$values[$index]
            if ($text -eq '') { continue }
            if ('Protocol', 'Direction', 'Action', 'Profiles' -contains $field) { $rule.$field = [int]$text }
            elseif ('EdgeTraversal', 'Enabled' -contains $field) { $rule.$field = ($text -eq '1') }
            else { $rule.$field = $text }
        }
    }
    if ($found.Count -eq 1) { $null = $policy.Rules.Remove($name) }
    if ($null -ne $rule) { $null = $policy.Rules.Add($rule) }
}

# --- Networks and groups ----------------------------------------------------------------------------------------------

# A network that the PC is connected to, by its GUID.
# https://learn.microsoft.com/windows/win32/api/netlistmgr/nn-netlistmgr-inetwork
function Find-ReconnectNetwork([string]$id) {
    $manager = [Activator]::CreateInstance([Type]::GetTypeFromCLSID([Guid]'DCB00C01-570F-4A9B-8D69-199FDBA5723B'))
    foreach ($connection in $manager.GetNetworkConnections()) {
        $network = $connection.GetNetwork()
        if (([string]$network.GetNetworkId()).Trim('{', '}') -eq $id.Trim('{', '}')) { return $network }
    }
    throw 'reconnect:absent'
}

function Set-ReconnectNetwork([string]$id, [int]$category) {
    # 2 is a domain's, which is Windows' own to set.
    if ($category -ne 0 -and $category -ne 1) { throw 'reconnect:not-supported:a category that cannot be set' }
    $null = (Find-ReconnectNetwork $id).SetCategory($category)
}

function Test-ReconnectMember([string]$group, [string]$member) {
    $members = Read-ReconnectGroup $group
    if ($null -eq $members) { throw 'reconnect:absent' }
    return (@($members | Where-Object { $_['sid'] -eq $member }).Count -gt 0)
}

# By its SID, also an account that is gone. https://learn.microsoft.com/windows/win32/api/iads/nf-iads-iadsgroup-add
function Set-ReconnectMember([string]$group, [string]$member, [bool]$wanted) {
    # Nothing but a SID becomes part of the path.
    $sid = (New-Object -TypeName System.Security.Principal.SecurityIdentifier -ArgumentList $member).Value
    if ((Test-ReconnectMember $group $sid) -eq $wanted) { return }
    $method = 'Remove'
    if ($wanted) { $method = 'Add' }
    $object = [ADSI]('WinNT://./' + (Get-ReconnectGroupName $group) + ',group')
    $null = $object.psbase.Invoke($method, ('WinNT://' + $sid))
}

# --- For the program that runs this script ----------------------------------------------------------------------------

# What stands at a place, as Windows keeps it; null is absence where absence can be set.
function Get-ReconnectPlace($fields) {
    $kind = $fields[0]
    if ($kind -eq 'firewall-rule') { return Get-ReconnectRuleState $fields[1] }
    if ($kind -eq 'firewall-own-rule') { return Get-ReconnectOwnRule $fields[1] }
    if ($kind -eq 'network-category') { return [int](Find-ReconnectNetwork $fields[1]).GetCategory() }
    if ($kind -eq 'group-member') { return Test-ReconnectMember $fields[1] $fields[2] }
    throw 'reconnect:not-supported:a place of a later version'
}

function Set-ReconnectPlace($fields) {
    $kind = $fields[0]
    if ($kind -eq 'firewall-rule') { Set-ReconnectRuleState $fields[1] ($fields[2] -eq '1') ([int]$fields[3]) ([int]$fields[4]) }
    elseif ($kind -eq 'firewall-own-rule') { Set-ReconnectOwnRule $fields[1] @($fields | Select-Object -Skip 2) }
    elseif ($kind -eq 'network-category') { Set-ReconnectNetwork $fields[1] ([int]$fields[2]) }
    elseif ($kind -eq 'group-member') { Set-ReconnectMember $fields[1] $fields[2] ($fields[3] -eq '1') }
    else { throw 'reconnect:not-supported:a place of a later version' }
}

# The answer stands in an object of its own, so that absence at a place is told from a place that is not there.
function Send-ReconnectWork([string]$token, [string]$word, [bool]$isWrite) {
    $ErrorActionPreference = 'Stop'
    $ProgressPreference = 'SilentlyContinue'
    $WarningPreference = 'SilentlyContinue'
    $ReconnectCache.Clear()
    try {
        $fields = @((ConvertFrom-ReconnectWord $word) -split '\t' | ForEach-Object { [regex]::Unescape($_) })
        $answer = @{ answer = $true }
        if ($isWrite) { $null = Set-ReconnectPlace $fields }
        else { $answer['answer'] = Get-ReconnectPlace $fields }
    }
    catch { $answer = Get-ReconnectReason $_ }
    Send-Reconnect $token (ConvertTo-ReconnectJson $answer)
}

function Send-ReconnectCapture([string]$token, [string]$word) {
    Send-ReconnectWork $token $word $false
}

function Send-ReconnectWritten([string]$token, [string]$word) {
    Send-ReconnectWork $token $word $true
}
