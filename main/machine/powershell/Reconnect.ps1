# Reconnect.ps1: reads how a Windows PC is set up, and changes nothing.
#
# It takes a list of readings (registry values, services, event channels and so on) and gives one JSON object, the
# machine image "reconnect.machine/1". It does not know what the values mean. It reads no password and no other secret.
# The one thing it leaves on the disk for a moment is Windows' own export of user rights, in the temporary folder.
#
# Windows PowerShell 2.0 to 5.1 and PowerShell 7. Plain ASCII, so that it is the same in every code page.
# A value that is not there is null; a value that could not be read says why: { "unavailable": "access-denied" }.

# Who loads this file looks here whether it was loaded: a refused file does not stop the line that loads it.
$ReconnectVersion = 1
# What several readings of one list share.
$ReconnectCache = @{}

# --- JSON -------------------------------------------------------------------------------------------------------------
# Windows PowerShell 2.0 has no JSON writer, and later ones differ in depth, dates and lists of one item.

function ConvertTo-ReconnectString([string]$text) {
    # With case: without it, the Kelvin sign counts as a k.
    if ($text -cnotmatch '[^ !#-\[\]-~]') { return '"' + $text + '"' }
    $parts = foreach ($char in $text.ToCharArray()) {
        $code = [int]$char
        if ($code -eq 34 -or $code -eq 92) { '\' + $char }
        elseif ($code -lt 32 -or $code -gt 126) { '\u{0:x4}' -f $code }
        else { [string]$char }
    }
    return '"' + (@($parts) -join '') + '"'
}

function ConvertTo-ReconnectJson($value) {
    if ($null -eq $value) { return 'null' }
    if ($value -is [bool]) { return ([string]$value).ToLowerInvariant() }
    if ($value -is [hashtable]) {
        # GetEnumerator, as an entry named "keys" would hide the property of that name.
        $members = foreach ($pair in $value.GetEnumerator()) {
            (ConvertTo-ReconnectString ([string]$pair.Key)) + ':' + (ConvertTo-ReconnectJson $pair.Value)
        }
        return '{' + (@($members) -join ',') + '}'
    }
    if ($value -is [array]) {
        $items = foreach ($item in $value) { ConvertTo-ReconnectJson $item }
        return '[' + (@($items) -join ',') + ']'
    }
    # A number in a string is written the same in every language.
    if ($value -is [int] -or $value -is [uint32] -or $value -is [long] -or $value -is [uint16]) { return [string]$value }
    return ConvertTo-ReconnectString ([string]$value)
}

# --- Why something could not be read ----------------------------------------------------------------------------------

# Where Windows allows trusted code only, most of what is below is refused.
function Test-ReconnectFullLanguage {
    $mode = [string]$ExecutionContext.SessionState.LanguageMode
    return ($mode -eq '' -or $mode -eq 'FullLanguage')
}

# The exception that started it: PowerShell wraps what .NET throws.
function Get-ReconnectCause($record) {
    $exception = $record.Exception
    while ($null -ne $exception.InnerException) { $exception = $exception.InnerException }
    return $exception
}

function Get-ReconnectTypeName($object) {
    return [string]($object.PSObject.TypeNames | Select-Object -First 1)
}

# By types and numbers: messages are in the language of the PC. Null stands for "looked, not there".
function Get-ReconnectReason($record) {
    $id = [string]$record.FullyQualifiedErrorId
    if ($id -match '^reconnect:absent') { return $null }
    if ($id -match '^reconnect:([a-z-]+):(.*)$') { return @{ unavailable = $Matches[1]; detail = $Matches[2] } }
    $exception = Get-ReconnectCause $record
    $type = Get-ReconnectTypeName $exception
    $code = 0
    foreach ($name in 'NativeErrorCode', 'ErrorCode', 'HResult') {
        if ($code -eq 0 -and $null -ne $exception.$name) { $code = [int]$exception.$name }
    }
    $reason = 'failed'
    if ($type -match 'CimException$') {
        # https://learn.microsoft.com/dotnet/api/microsoft.management.infrastructure.nativeerrorcode
        if ($code -eq 2) { $reason = 'access-denied' }
        if ($code -eq 3 -or $code -eq 5 -or $code -eq 7) { $reason = 'not-supported' }
    }
    # ERROR_ACCESS_DENIED, E_ACCESSDENIED, WBEM_E_ACCESS_DENIED
    elseif ($type -match '\.(SecurityException|UnauthorizedAccessException)$' -or
        $code -eq 5 -or $code -eq -2147024891 -or $code -eq -2147217405) { $reason = 'access-denied' }
    # No such command; WBEM_E_INVALID_NAMESPACE, WBEM_E_INVALID_CLASS, REGDB_E_CLASSNOTREG
    elseif ($type -match '\.CommandNotFoundException$' -or
        $code -eq -2147217394 -or $code -eq -2147217392 -or $code -eq -2147221164) { $reason = 'not-supported' }
    # ERROR_ACCESS_DISABLED_BY_POLICY
    elseif ($code -eq 1260) { $reason = 'blocked' }
    if ($reason -eq 'failed' -and -not (Test-ReconnectFullLanguage)) {
        return @{ unavailable = 'blocked'; detail = 'PowerShell runs in a restricted language mode' }
    }
    $number = ''
    if ($code -ne 0) { $number = ' 0x{0:X8}' -f $code }
    return @{ unavailable = $reason; detail = $type + $number }
}

# One part of a section, which fails alone.
function Get-ReconnectPart([scriptblock]$read) {
    try { & $read }
    catch { Get-ReconnectReason $_ }
}

# --- Ways to Windows --------------------------------------------------------------------------------------------------

# RFC 3339. The calendar and the separators of the PC's language stay out of it.
function Format-ReconnectTime([DateTime]$time) {
    return $time.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss.fffZ', [Globalization.CultureInfo]::InvariantCulture)
}

# A 32-bit PowerShell on 64-bit Windows sees other keys and other files under the same names.
function Test-ReconnectRedirected {
    return ([IntPtr]::Size -eq 4 -and $null -ne $env:PROCESSOR_ARCHITEW6432)
}

# The 64-bit view of a key; nothing where it is not there.
function Open-ReconnectKey([string]$path) {
    $hive, $below = $path -split '\\', 2
    if ($hive -ne 'HKLM' -and $hive -ne 'HKCU') { throw 'reconnect:failed:the key begins with neither HKLM nor HKCU' }
    $isUser = ($hive -eq 'HKCU')
    if ($PSVersionTable.PSVersion.Major -ge 3) {
        $name = 'LocalMachine'
        if ($isUser) { $name = 'Users' }
        $root = [Microsoft.Win32.RegistryKey]::OpenBaseKey($name, 'Registry64')
    }
    elseif (Test-ReconnectRedirected) { throw 'reconnect:not-supported:32-bit PowerShell 2.0 cannot see the 64-bit registry' }
    elseif ($isUser) { $root = [Microsoft.Win32.Registry]::Users }
    else { $root = [Microsoft.Win32.Registry]::LocalMachine }
    if ($isUser) {
        # Without a loaded profile, as by remoting, HKEY_CURRENT_USER is the hive of the sign-in screen.
        # https://learn.microsoft.com/windows/win32/sysinfo/predefined-keys
        $root = $root.OpenSubKey([System.Security.Principal.WindowsIdentity]::GetCurrent().User.Value)
        if ($null -eq $root) { throw 'reconnect:not-supported:the profile of this account is not loaded' }
    }
    if ([string]$below -eq '') { return $root }
    return $root.OpenSubKey($below)
}

# The plain data of one value; nothing where the key or the value is not there.
function Get-ReconnectValue([string]$path, [string]$name) {
    $key = Open-ReconnectKey $path
    if ($null -eq $key) { return $null }
    try { return $key.GetValue($name, $null, 'DoNotExpandEnvironmentNames') }
    finally { $key.Close() }
}

# WMI by the cmdlet that this PowerShell has: 7 lacks the older one, 2.0 the newer one.
function Get-ReconnectInstance([string]$class, [string]$namespace) {
    if (Get-Command -Name Get-WmiObject -ErrorAction SilentlyContinue) {
        Get-WmiObject -Namespace $namespace -Class $class -ErrorAction Stop
    }
    elseif (Get-Command -Name Get-CimInstance -ErrorAction SilentlyContinue) {
        Get-CimInstance -Namespace $namespace -ClassName $class -ErrorAction Stop
    }
    else { throw 'reconnect:not-supported:PowerShell has no WMI here' }
}

# One of Windows' own programs, by its path in System32. Only numbers and identifiers are read from what it says.
function Invoke-ReconnectProgram([string]$name, [string]$arguments) {
    $folder = 'System32\'
    if (Test-ReconnectRedirected) { $folder = 'Sysnative\' }
    $path = Join-Path -Path $env:SystemRoot -ChildPath ($folder + $name)
    if (-not (Test-Path -LiteralPath $path)) { throw ('reconnect:not-supported:' + $name + ' is not there') }
    $start = New-Object -TypeName System.Diagnostics.ProcessStartInfo
    $start.FileName = $path
    $start.Arguments = $arguments
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    # Its input is not ours: the next lines for this PowerShell stand there.
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $process = [System.Diagnostics.Process]::Start($start)
    $process.StandardInput.Close()
    $text = $process.StandardOutput.ReadToEnd()
    $errors = $process.StandardError.ReadToEnd()
    $process.WaitForExit()
    return @{ status = $process.ExitCode; lines = @($text -split '\r?\n'); errors = $errors }
}

function Get-ReconnectService {
    if (-not $ReconnectCache.ContainsKey('services')) {
        $ReconnectCache['services'] = @(Get-ReconnectInstance 'Win32_Service' 'root\cimv2')
    }
    return $ReconnectCache['services']
}

function Test-ReconnectElevated {
    $principal = New-Object -TypeName System.Security.Principal.WindowsPrincipal -ArgumentList ([System.Security.Principal.WindowsIdentity]::GetCurrent())
    return $principal.IsInRole([System.Security.Principal.WindowsBuiltInRole]::Administrator)
}

# --- Registry ---------------------------------------------------------------------------------------------------------

# .NET gives a DWORD as a signed number.
function ConvertTo-ReconnectUnsigned([int]$number) {
    return [BitConverter]::ToUInt32([BitConverter]::GetBytes($number), 0)
}

# Type and data.
function Get-ReconnectData($key, [string]$name) {
    $kind = [string]$key.GetValueKind($name)
    $data = $key.GetValue($name, $null, 'DoNotExpandEnvironmentNames')
    if ($kind -eq 'String') { return , @('REG_SZ', [string]$data) }
    if ($kind -eq 'ExpandString') { return , @('REG_EXPAND_SZ', [string]$data) }
    if ($kind -eq 'MultiString') { return , @('REG_MULTI_SZ', @($data)) }
    if ($kind -eq 'DWord' -and $data -is [int]) { return , @('REG_DWORD', (ConvertTo-ReconnectUnsigned $data)) }
    if ($kind -eq 'QWord' -and $data -is [long]) {
        return , @('REG_QWORD', [string][BitConverter]::ToUInt64([BitConverter]::GetBytes($data), 0))
    }
    if ($kind -eq 'Binary' -and $data -is [array]) { return , @('REG_BINARY', (ConvertTo-ReconnectHex $data)) }
    if ($kind -eq 'None' -and $data -is [array]) { return , @('REG_NONE', (ConvertTo-ReconnectHex $data)) }
    return @{ unavailable = 'not-supported'; detail = 'a registry type that .NET does not tell: ' + $kind }
}

function ConvertTo-ReconnectHex($bytes) {
    return [BitConverter]::ToString($bytes).Replace('-', '').ToLowerInvariant()
}

function Read-ReconnectRegistryValue($image, [string]$path, [string]$name) {
    $registry = $image['registry']
    # Known already: not there, or not to be read.
    if ($registry.ContainsKey($path) -and ($null -eq $registry[$path] -or $registry[$path].ContainsKey('unavailable'))) { return }
    try { $key = Open-ReconnectKey $path }
    catch {
        $registry[$path] = Get-ReconnectReason $_
        return
    }
    if ($null -eq $key) {
        $registry[$path] = $null
        return
    }
    if (-not $registry.ContainsKey($path)) { $registry[$path] = @{ values = @{}; partial = $true } }
    $values = $registry[$path]['values']
    try {
        $values[$name] = $null
        if (@($key.GetValueNames()) -contains $name) { $values[$name] = Get-ReconnectData $key $name }
    }
    catch { $values[$name] = Get-ReconnectReason $_ }
    finally { $key.Close() }
}

function Read-ReconnectRegistryKey($image, [string]$path, [int]$depth) {
    $registry = $image['registry']
    $below = @()
    try {
        $key = Open-ReconnectKey $path
        if ($null -eq $key) {
            $registry[$path] = $null
            return
        }
        $values = @{}
        foreach ($name in @($key.GetValueNames())) {
            try { $values[$name] = Get-ReconnectData $key $name }
            catch { $values[$name] = Get-ReconnectReason $_ }
        }
        $below = @($key.GetSubKeyNames())
        $registry[$path] = @{ values = $values; subkeys = $below }
        $key.Close()
    }
    catch {
        $registry[$path] = Get-ReconnectReason $_
        return
    }
    if ($depth -gt 0) {
        foreach ($name in $below) { Read-ReconnectRegistryKey $image ($path + '\' + $name) ($depth - 1) }
    }
}

# --- Services, files, events, certificates, groups, rights ------------------------------------------------------------

# State and start type are constants of WMI, the same in every language.
function Read-ReconnectService([string]$name) {
    $service = Get-ReconnectService | Where-Object { $_.Name -eq $name } | Select-Object -First 1
    $place = 'HKLM\SYSTEM\CurrentControlSet\Services\' + $name
    if ($null -eq $service) {
        if ($null -eq (Open-ReconnectKey $place)) { return $null }
        # WMI leaves out what this account may not ask the service manager about, which by remoting may be all.
        $reason = 'failed'
        if (-not (Test-ReconnectElevated)) { $reason = 'access-denied' }
        throw ('reconnect:' + $reason + ':the registry has the service, but WMI does not list it')
    }
    $process = $null
    if ([int]$service.ProcessId -ne 0) { $process = [int]$service.ProcessId }
    $starts = @{ Auto = 'automatic'; Manual = 'manual'; Disabled = 'disabled'; Boot = 'boot'; System = 'system' }
    return @{
        state        = ([string]$service.State).ToLowerInvariant().Replace(' ', '-')
        startType    = $starts[[string]$service.StartMode]
        delayedStart = Get-ReconnectPart { (Get-ReconnectValue $place 'DelayedAutostart') -eq 1 }
        account      = $service.StartName
        # As it is stored; WMI gives it with its variables replaced.
        path         = Get-ReconnectPart { Get-ReconnectValue $place 'ImagePath' }
        processId    = $process
    }
}

function Read-ReconnectFile([string]$path) {
    $full = [Environment]::ExpandEnvironmentVariables($path)
    if (Test-ReconnectRedirected) { $full = $full -replace '\\system32\\', '\Sysnative\' }
    # Unlike Exists, this tells a file that is not there from one that may not be seen.
    try { $null = [IO.File]::GetAttributes($full) }
    catch {
        if ((Get-ReconnectTypeName (Get-ReconnectCause $_)) -match '\.(FileNotFoundException|DirectoryNotFoundException)$') { return $null }
        throw
    }
    $file = New-Object -TypeName System.IO.FileInfo -ArgumentList $full
    $version = [System.Diagnostics.FileVersionInfo]::GetVersionInfo($full)
    # The text beside these numbers is not always the version of the file itself.
    $numbers = @($version.FileMajorPart, $version.FileMinorPart, $version.FileBuildPart, $version.FilePrivatePart)
    $text = $null
    if ($null -ne $version.FileVersion -or ($numbers -join '') -ne '0000') { $text = $numbers -join '.' }
    # Rounded to a millisecond, as the other ways to Windows do; a tick is a ten-thousandth of one.
    return @{ version = $text; size = $file.Length; modified = Format-ReconnectTime $file.LastWriteTimeUtc.AddTicks(5000) }
}

# Events as XML, newest first unless said otherwise; none is no failure. Get-WinEvent would put each into words of the PC's
# language first, which is slow, and gives up where the words of one are missing.
function Get-ReconnectEventXml([string]$channel, [string]$xpath, [int]$most, [bool]$oldest) {
    # Its full name loads it where PowerShell 2.0 has not done so yet.
    $null = [Type]::GetType('System.Diagnostics.Eventing.Reader.EventLogQuery, System.Core, Version=3.5.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089')
    try { $query = New-Object -TypeName System.Diagnostics.Eventing.Reader.EventLogQuery -ArgumentList $channel, 'LogName', $xpath }
    catch {
        if ([string]$_.FullyQualifiedErrorId -match '^TypeNotFound') { throw 'reconnect:not-supported:PowerShell 2.0 reads events by .NET Framework 3.5, which is not there' }
        throw
    }
    $query.ReverseDirection = -not $oldest
    try { $reader = New-Object -TypeName System.Diagnostics.Eventing.Reader.EventLogReader -ArgumentList $query }
    catch {
        if ((Get-ReconnectTypeName (Get-ReconnectCause $_)) -match '\.EventLogNotFoundException$') { throw 'reconnect:absent' }
        throw
    }
    try {
        for ($count = 0; $count -lt $most; $count++) {
            $record = $reader.ReadEvent()
            if ($null -eq $record) { break }
            $record.ToXml()
            $record.Dispose()
        }
    }
    finally { $reader.Dispose() }
}

function Add-ReconnectField($data, [string]$name, [string]$value) {
    $key = $name
    for ($number = 2; $data.ContainsKey($key); $number++) { $key = $name + '#' + $number }
    if ($name -eq 'Binary') { $value = ($value -replace '\s', '').ToLowerInvariant() }
    $data[$key] = $value
}

# What is inside of an element by the names of the innermost elements.
function Add-ReconnectLeaf($data, $node, [string]$name) {
    foreach ($attribute in @($node.get_Attributes())) {
        $own = $attribute.get_LocalName()
        if ($own -ne 'xmlns' -and $attribute.get_Prefix() -ne 'xmlns' -and $own -ne 'Name') {
            Add-ReconnectField $data ($name + '.' + $own) $attribute.get_Value()
        }
    }
    $children = @($node.get_ChildNodes() | Where-Object { [string]$_.get_NodeType() -eq 'Element' })
    if ($children.Count -gt 0) {
        foreach ($child in $children) { Add-ReconnectLeaf $data $child $child.get_LocalName() }
        return
    }
    if ($node.GetAttribute('Name') -ne '') { $name = $node.GetAttribute('Name') }
    Add-ReconnectField $data $name $node.get_InnerText()
}

# The get_ forms, as an attribute or an element of the same name hides the property.
function ConvertFrom-ReconnectEventXml([string]$text) {
    # Programs log control characters too, which no XML may hold.
    $document = [xml]($text -replace '[\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]', '')
    $entry = @{ level = $null; record = $null; activityId = $null }
    $data = @{}
    $position = 0
    foreach ($part in $document.DocumentElement.get_ChildNodes()) {
        $kind = $part.get_LocalName()
        foreach ($node in @($part.get_ChildNodes() | Where-Object { [string]$_.get_NodeType() -eq 'Element' })) {
            $name = $node.get_LocalName()
            if ($kind -eq 'System') {
                if ($name -eq 'EventID') { $entry['id'] = [int]$node.get_InnerText() }
                elseif ($name -eq 'Provider') { $entry['provider'] = $node.GetAttribute('Name') }
                elseif ($name -eq 'Level') { $entry['level'] = [int]$node.get_InnerText() }
                elseif ($name -eq 'EventRecordID') { $entry['record'] = [long]$node.get_InnerText() }
                elseif ($name -eq 'Correlation' -and $node.GetAttribute('ActivityID') -ne '') { $entry['activityId'] = $node.GetAttribute('ActivityID') }
                elseif ($name -eq 'TimeCreated' -and $node.GetAttribute('SystemTime') -match '^(\S{10})[T ](\d\d:\d\d:\d\d)(?:\.(\d+))?Z?$') {
                    $entry['at'] = $Matches[1] + 'T' + $Matches[2] + '.' + ([string]$Matches[3]).PadRight(3, '0').Substring(0, 3) + 'Z'
                }
            }
            elseif ($kind -eq 'EventData' -and $name -eq 'Data' -and @($node.get_ChildNodes() | Where-Object { [string]$_.get_NodeType() -eq 'Element' }).Count -eq 0) {
                $label = $node.GetAttribute('Name')
                if ($label -eq '') { $label = [string]$position }
                $position++
                Add-ReconnectField $data $label $node.get_InnerText()
            }
            elseif ($kind -eq 'EventData' -or $kind -eq 'UserData') { Add-ReconnectLeaf $data $node $name }
        }
    }
    $entry['data'] = $data
    if ($null -eq $entry['id'] -or $null -eq $entry['at']) { throw 'reconnect:failed:an event without an id or a time' }
    return $entry
}

# The newest events that were asked for, and the oldest one that the channel still holds: an older fault cannot be in it.
function Read-ReconnectEvent($image, [string]$channel, [int]$newest, $ids, $providers) {
    $known = @()
    if ($image['events'].ContainsKey($channel)) {
        $known = $image['events'][$channel]
        # Part of what was asked for would look like all of it.
        if ($known -isnot [array]) { return }
    }
    $from = ''
    $named = @($providers | Where-Object { $_ -notmatch "'" })
    if ($named.Count -gt 0) { $from = 'Provider[' + (@($named | ForEach-Object { "@Name='" + $_ + "'" }) -join ' or ') + '] and ' }
    # Windows takes at most 20 expressions in one query. https://learn.microsoft.com/windows/win32/api/winevt/nf-winevt-evtquery
    $room = 20 - $named.Count
    if ($room -lt 1) { throw 'reconnect:not-supported:more providers than one query can name' }
    $found = @()
    for ($start = 0; $start -lt $ids.Count; $start += $room) {
        $end = [Math]::Min($start + $room, $ids.Count) - 1
        $query = '*[System[' + $from + '(' + (@($ids[$start..$end] | ForEach-Object { 'EventID=' + $_ }) -join ' or ') + ')]]'
        foreach ($text in @(Get-ReconnectEventXml $channel $query $newest $false)) {
            $found += Get-ReconnectPart { ConvertFrom-ReconnectEventXml $text }
        }
    }
    $found = @($found | Sort-Object -Property { [long]$_['record'] } -Descending | Select-Object -First $newest)
    foreach ($text in @(Get-ReconnectEventXml $channel '*' 1 $true)) {
        $oldest = Get-ReconnectPart { ConvertFrom-ReconnectEventXml $text }
        $isAsked = ($ids -contains $oldest['id'] -and ($providers.Count -eq 0 -or $providers -contains $oldest['provider']))
        if (-not $isAsked) { $oldest.Remove('data') }
        $found += $oldest
    }
    # Each once; the oldest one of another list may stand there without its data.
    $kept = @{}
    foreach ($one in $known + $found) {
        $mark = [string]$one['record']
        if ($mark -eq '') { $mark = 'unread ' + $kept.Count }
        if (-not $kept.ContainsKey($mark) -or -not $kept[$mark].ContainsKey('data')) { $kept[$mark] = $one }
    }
    $image['events'][$channel] = @($kept.Values | Sort-Object -Property { [long]$_['record'] } -Descending)
}

# The names in a certificate's subjectAltName: DNS names (tag 2) and addresses (tag 7). .NET shows them in words only.
# Without it there are none: the name in the subject stands there.
function Get-ReconnectAlternativeName($certificate) {
    $extension = $certificate.Extensions | Where-Object { $_.Oid.Value -eq '2.5.29.17' } | Select-Object -First 1
    if ($null -eq $extension) { return }
    $bytes = $extension.RawData
    $place = 2
    if ($bytes[1] -gt 128) { $place = 2 + ($bytes[1] - 128) }
    while ($place + 1 -lt $bytes.Count) {
        $tag = $bytes[$place] -band 31
        $length = [int]$bytes[$place + 1]
        $place += 2
        if ($length -gt 128) {
            $more = $length - 128
            $length = 0
            for (; $more -gt 0; $more--) {
                $length = $length * 256 + $bytes[$place]
                $place++
            }
        }
        if ($length -gt 0 -and $place + $length -le $bytes.Count) {
            [byte[]]$content = $bytes[$place..($place + $length - 1)]
            if ($tag -eq 2) { [Text.Encoding]::ASCII.GetString($content) }
            if ($tag -eq 7 -and ($length -eq 4 -or $length -eq 16)) { (New-Object -TypeName System.Net.IPAddress -ArgumentList (, $content)).ToString() }
        }
        $place += $length
    }
}

function Get-ReconnectPublicKey($certificate) {
    $algorithms = @{ '1.2.840.113549.1.1.1' = 'RSA'; '1.2.840.10045.2.1' = 'EC'; '1.2.840.10040.4.1' = 'DSA' }
    $algorithm = [string]$certificate.PublicKey.Oid.Value
    if ($algorithms.ContainsKey($algorithm)) { $algorithm = $algorithms[$algorithm] }
    $bits = $null
    if ($algorithm -eq 'RSA') { $bits = [int]$certificate.PublicKey.Key.KeySize }
    if ($algorithm -eq 'EC') {
        # An uncompressed point: one byte, then two coordinates. P-521 is the one whose coordinates are not whole bytes.
        $bits = [int](($certificate.PublicKey.EncodedKeyValue.RawData.Length - 1) * 4)
        if ($bits -eq 528) { $bits = 521 }
    }
    return @{ algorithm = $algorithm; bits = $bits }
}

function Read-ReconnectCertificate([string]$store) {
    $names = @{
        '1.2.840.113549.1.1.2' = 'md2RSA'; '1.2.840.113549.1.1.4' = 'md5RSA'; '1.2.840.113549.1.1.5' = 'sha1RSA'
        '1.3.14.3.2.29' = 'sha1RSA'; '1.2.840.10040.4.3' = 'sha1DSA'; '1.2.840.113549.1.1.11' = 'sha256RSA'
        '1.2.840.113549.1.1.12' = 'sha384RSA'; '1.2.840.113549.1.1.13' = 'sha512RSA'; '1.2.840.113549.1.1.10' = 'RSASSA-PSS'
        '1.2.840.10045.4.1' = 'sha1ECDSA'; '1.2.840.10045.4.3.2' = 'sha256ECDSA'
        '1.2.840.10045.4.3.3' = 'sha384ECDSA'; '1.2.840.10045.4.3.4' = 'sha512ECDSA'
    }
    $location, $name = $store -split '\\', 2
    $open = New-Object -TypeName System.Security.Cryptography.X509Certificates.X509Store -ArgumentList $name, $location
    try { $open.Open('OpenExistingOnly') }
    catch {
        # ERROR_FILE_NOT_FOUND, by itself or in an HRESULT
        $number = [Runtime.InteropServices.Marshal]::GetHRForException((Get-ReconnectCause $_))
        if (($number -band 65535) -eq 2) { return $null }
        throw
    }
    $list = foreach ($certificate in $open.Certificates) {
        $signature = [string]$certificate.SignatureAlgorithm.Value
        if ($names.ContainsKey($signature)) { $signature = $names[$signature] }
        @{
            thumbprint    = $certificate.Thumbprint.ToLowerInvariant()
            # In the order in which the parts stand there; the property has them reversed.
            subject       = $certificate.SubjectName.Decode('None')
            issuer        = $certificate.IssuerName.Decode('None')
            names         = Get-ReconnectPart { , @(Get-ReconnectAlternativeName $certificate) }
            notBefore     = Format-ReconnectTime $certificate.NotBefore
            notAfter      = Format-ReconnectTime $certificate.NotAfter
            key           = Get-ReconnectPart { Get-ReconnectPublicKey $certificate }
            signature     = $signature
            # Whether there is one, not what it is.
            hasPrivateKey = $certificate.HasPrivateKey
        }
    }
    $open.Close()
    return , @($list | Where-Object { $null -ne $_ })
}

# The name of a group, which is in the language of the PC; nothing where there is no such group.
function Get-ReconnectGroupName([string]$sid) {
    $identifier = New-Object -TypeName System.Security.Principal.SecurityIdentifier -ArgumentList $sid
    try { return $identifier.Translate([System.Security.Principal.NTAccount]).Value -replace '^.*\\', '' }
    catch {
        if ((Get-ReconnectTypeName (Get-ReconnectCause $_)) -match '\.IdentityNotMappedException$') { return $null }
        throw
    }
}

# The members by SID, also those whose account is gone.
function Read-ReconnectGroup([string]$sid) {
    $name = Get-ReconnectGroupName $sid
    if ($null -eq $name) { return $null }
    $group = [ADSI]('WinNT://./' + $name + ',group')
    $list = foreach ($member in @($group.psbase.Invoke('Members'))) {
        $type = $member.GetType()
        $bytes = $type.InvokeMember('objectSid', 'GetProperty', $null, $member, $null)
        $path = [string]$type.InvokeMember('ADsPath', 'GetProperty', $null, $member, $null)
        # WinNT://DOMAIN/PC/user, WinNT://DOMAIN/user; nothing but the SID where the account is gone.
        $parts = @(($path -replace '^WinNT://', '') -split '/')
        $name = $null
        if ($parts.Count -gt 1) { $name = $parts[-2] + '\' + $parts[-1] }
        @{ sid = (New-Object -TypeName System.Security.Principal.SecurityIdentifier -ArgumentList $bytes, 0).Value; name = $name }
    }
    return , @($list | Where-Object { $null -ne $_ })
}

# The user rights as they are in force, from Windows' own export: a file of ours in the temporary folder, gone afterwards.
function Get-ReconnectRight {
    if ($ReconnectCache.ContainsKey('rights')) { return $ReconnectCache['rights'] }
    if (-not (Test-ReconnectElevated)) { throw 'reconnect:access-denied:user rights are shown to administrators only' }
    $folder = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath ('reconnect-' + [Guid]::NewGuid().ToString('N'))
    $null = New-Item -ItemType Directory -Path $folder
    try {
        $file = Join-Path -Path $folder -ChildPath 'rights.inf'
        $ended = Invoke-ReconnectProgram 'secedit.exe' ('/export /cfg "' + $file + '" /areas USER_RIGHTS /quiet')
        if (-not (Test-Path -LiteralPath $file)) { throw ('reconnect:failed:secedit ended with ' + $ended['status']) }
        $rights = $null
        $inside = $false
        foreach ($line in @(Get-Content -LiteralPath $file -Encoding Unicode)) {
            if ($line -match '^\s*\[(.*)\]') {
                $inside = ($Matches[1] -eq 'Privilege Rights')
                if ($inside) { $rights = @{} }
            }
            elseif ($inside -and $line -match '^\s*(\w+)\s*=(.*)$') {
                $right = $Matches[1]
                $rights[$right] = @($Matches[2] -split ',' | ForEach-Object { $_.Trim() } | Where-Object { $_ -ne '' })
            }
        }
        if ($null -eq $rights) { throw 'reconnect:failed:the export holds no user rights' }
        $ReconnectCache['rights'] = $rights
        return $rights
    }
    finally { Remove-Item -LiteralPath $folder -Recurse -Force -ErrorAction SilentlyContinue }
}

# Who holds a right, by SID. A right that the export leaves out is held by nobody.
function Read-ReconnectRight([string]$name) {
    $rights = Get-ReconnectRight
    $accounts = @()
    if ($rights.ContainsKey($name)) { $accounts = $rights[$name] }
    $list = foreach ($account in $accounts) {
        if ($account -match '^\*(S-1-.*)$') { $Matches[1] }
        else { Get-ReconnectPart { ([System.Security.Principal.NTAccount]$account.Trim('"')).Translate([System.Security.Principal.SecurityIdentifier]).Value } }
    }
    return , @($list | Where-Object { $null -ne $_ })
}

# --- Sections ---------------------------------------------------------------------------------------------------------

function Read-ReconnectOs {
    $nt = 'HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
    $types = @{ WinNT = 'workstation'; ServerNT = 'server'; LanmanNT = 'domain-controller' }
    $processors = @{ AMD64 = 'x64'; ARM64 = 'arm64'; x86 = 'x86' }
    return @{
        version      = Get-ReconnectPart {
            $major = Get-ReconnectValue $nt 'CurrentMajorVersionNumber'
            if ($null -eq $major) { Get-ReconnectValue $nt 'CurrentVersion' }
            else { [string]$major + '.' + (Get-ReconnectValue $nt 'CurrentMinorVersionNumber') }
        }
        build        = Get-ReconnectPart { [int](Get-ReconnectValue $nt 'CurrentBuildNumber') }
        ubr          = Get-ReconnectPart { Get-ReconnectValue $nt 'UBR' }
        edition      = Get-ReconnectPart { Get-ReconnectValue $nt 'EditionID' }
        productType  = Get-ReconnectPart { $types[[string](Get-ReconnectValue 'HKLM\SYSTEM\CurrentControlSet\Control\ProductOptions' 'ProductType')] }
        architecture = Get-ReconnectPart { $processors[[string](Get-ReconnectValue 'HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment' 'PROCESSOR_ARCHITECTURE')] }
        locale       = Get-ReconnectPart { (Get-Culture).Name }
        # Windows 7 leaves rubbish behind the end of this name.
        timeZone     = Get-ReconnectPart { ([string](Get-ReconnectValue 'HKLM\SYSTEM\CurrentControlSet\Control\TimeZoneInformation' 'TimeZoneKeyName') -split '\0')[0] }
    }
}

# https://learn.microsoft.com/windows/win32/termserv/detecting-the-terminal-services-environment
function Test-ReconnectRemoteSession {
    $own = [System.Diagnostics.Process]::GetCurrentProcess().SessionId
    # Services and PowerShell remoting run in session 0, which nobody looks at.
    if ($own -eq 0) { return $false }
    $glass = Get-ReconnectValue 'HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server' 'GlassSessionId'
    if ($null -eq $glass) { throw 'reconnect:not-supported:Windows does not say which session is the console' }
    return ($own -ne $glass)
}

# A token of a Microsoft account holds a SID of the family S-1-11-96.
function Test-ReconnectMicrosoftAccount($identity) {
    if (@($identity.Groups | Where-Object { $_.Value -like 'S-1-11-96-*' }).Count -gt 0) { return $true }
    if ([Environment]::OSVersion.Version.Major -eq 6 -and [Environment]::OSVersion.Version.Minor -lt 2) { return $false }
    if (Get-Command -Name Get-LocalUser -ErrorAction SilentlyContinue) {
        $user = Get-LocalUser | Where-Object { $_.SID.Value -eq $identity.User.Value } | Select-Object -First 1
        return ($null -ne $user -and [string]$user.PrincipalSource -eq 'MicrosoftAccount')
    }
    throw 'reconnect:not-supported:this PowerShell does not know where accounts come from'
}

function Read-ReconnectIdentity {
    $identity = [System.Security.Principal.WindowsIdentity]::GetCurrent()
    return @{
        user             = $identity.Name
        sid              = $identity.User.Value
        elevated         = Get-ReconnectPart { Test-ReconnectElevated }
        remoteSession    = Get-ReconnectPart { Test-ReconnectRemoteSession }
        computer         = $env:COMPUTERNAME
        domain           = Get-ReconnectPart {
            $system = Get-ReconnectInstance 'Win32_ComputerSystem' 'root\cimv2' | Select-Object -First 1
            if ($system.PartOfDomain) { [string]$system.Domain } else { $null }
        }
        microsoftAccount = Get-ReconnectPart { Test-ReconnectMicrosoftAccount $identity }
    }
}

# Policy before local, as everywhere; the first server of the list, which has its flags behind a comma.
function Get-ReconnectTimeServer {
    $found = @{}
    foreach ($name in 'Type', 'NtpServer') {
        $found[$name] = [string](Get-ReconnectValue 'HKLM\SOFTWARE\Policies\Microsoft\W32Time\Parameters' $name)
        if ($found[$name] -eq '') { $found[$name] = [string](Get-ReconnectValue 'HKLM\SYSTEM\CurrentControlSet\Services\W32Time\Parameters' $name) }
    }
    $type = $found['Type']
    if ($type -eq '' -or $type -eq 'NoSync') { return $null }
    if ($type -ne 'NTP' -and $type -ne 'AllSync') { return $type }
    if ($found['NtpServer'].Trim() -eq '') { return $null }
    return ($found['NtpServer'].Trim() -split '[,\s]')[0]
}

# How far the clock is off is not known here: that takes a reference.
function Read-ReconnectClock {
    return @{
        utc           = Format-ReconnectTime ([DateTime]::UtcNow)
        source        = Get-ReconnectPart { Get-ReconnectTimeServer }
        offsetSeconds = $null
    }
}

# Sockets that wait for a connection or a packet. In netstat they are the rows whose other end is nothing, in any language.
function Read-ReconnectSocket {
    $programs = @{}
    foreach ($process in @(Get-ReconnectInstance 'Win32_Process' 'root\cimv2')) { $programs[[string]$process.ProcessId] = $process.Name }
    $services = @{}
    foreach ($service in @(Get-ReconnectService | Where-Object { $_.ProcessId -ne 0 })) {
        $services[[string]$service.ProcessId] = @($services[[string]$service.ProcessId] | Where-Object { $null -ne $_ }) + $service.Name
    }
    $ended = Invoke-ReconnectProgram 'netstat.exe' '-a -n -o'
    if ($ended['status'] -ne 0) { throw ('reconnect:failed:netstat ended with ' + $ended['status']) }
    $list = foreach ($line in $ended['lines']) {
        $protocol = $null
        $state = $null
        if ($line -match '^\s*TCP\s+(\S+):(\d+)\s+(?:0\.0\.0\.0|\[::\]):0\s.*?(\d+)\s*$') {
            $protocol = 'tcp'
            $state = 'listen'
        }
        elseif ($line -match '^\s*UDP\s+(\S+):(\d+)\s+\*:\*\s+(\d+)\s*$') { $protocol = 'udp' }
        if ($null -eq $protocol) { continue }
        $address = $Matches[1]
        $port = [int]$Matches[2]
        $owner = $Matches[3]
        @{
            protocol = $protocol; address = $address.Trim('[', ']'); port = $port; state = $state; processId = [int]$owner
            'process' = $programs[$owner]; services = @($services[$owner] | Where-Object { $null -ne $_ })
        }
    }
    return , @($list | Where-Object { $null -ne $_ })
}

# Idle time as quser writes it: minutes, hours:minutes, days+hours:minutes; a dot or a word where it is none.
function ConvertFrom-ReconnectIdle([string]$text) {
    if ($text -match '^(?:(?:(\d+)\+)?(\d+):)?(\d+)$') {
        $seconds = (([long]('0' + $Matches[1]) * 24 + [long]('0' + $Matches[2])) * 60 + [long]$Matches[3]) * 60
        # Windows counts from the year 1601 where nothing was ever typed.
        if ($seconds -gt 315360000) { return $null }
        return $seconds
    }
    return 0
}

# The sessions that have a user. quser is in the language of the PC, but not in its columns: without the name of a
# connection a session is disconnected. A session that is down has none either, so that the two look alike here.
function Read-ReconnectSession {
    $ended = Invoke-ReconnectProgram 'quser.exe' ''
    $list = foreach ($line in $ended['lines']) {
        if ($line -match '^[> ](\S.*?)\s{2,}(?:(\S*[^\d\s]\S*)\s+)?(\d+)\s+(\S.*)$') {
            $user = $Matches[1]
            $connection = $Matches[2]
            $number = [int]$Matches[3]
            # State, idle time, time of the logon.
            $rest = @($Matches[4] -split '\s{2,}')
            $state = 'active'
            if ([string]$connection -eq '') {
                $state = 'disconnected'
                $connection = $null
            }
            $idle = $null
            if ($rest.Count -ge 3) { $idle = ConvertFrom-ReconnectIdle $rest[1] }
            @{ id = $number; name = $connection; user = $user; state = $state; idleSeconds = $idle; connectedFrom = $null }
        }
    }
    $list = @($list | Where-Object { $null -ne $_ })
    # Nobody is logged on: it says so in words, and ends with 1. So it does after an error, of which it gives the number.
    if ($list.Count -eq 0) {
        if ($ended['errors'] -match '\[5\]') { throw 'reconnect:access-denied:quser was denied' }
        if ($ended['errors'] -match '\[(\d+)\]') { throw ('reconnect:failed:quser met error ' + $Matches[1]) }
        if ($ended['status'] -ne 1) { throw ('reconnect:failed:quser ended with ' + $ended['status']) }
    }
    return , $list
}

function Get-ReconnectAdapterPower {
    $settings = @{}
    foreach ($entry in @(Get-ReconnectInstance 'MSFT_NetAdapterPowerManagementSettingData' 'root\StandardCimv2')) {
        # 0 not supported, 1 off, 2 on. https://learn.microsoft.com/previous-versions/windows/desktop/legacy/hh872363(v=vs.85)
        $power = @{}
        foreach ($pair in @(@('mayTurnOff', 'AllowComputerToTurnOffDevice'), @('wakeOnMagicPacket', 'WakeOnMagicPacket'), @('wakeOnPattern', 'WakeOnPattern'))) {
            $number = [int]$entry.($pair[1])
            $power[$pair[0]] = $null
            if ($number -eq 1 -or $number -eq 2) { $power[$pair[0]] = ($number -eq 2) }
        }
        $settings[[string]$entry.Name] = $power
    }
    return $settings
}

# What is stored counts: Windows keeps to it from its next start on, while WMI may still tell what was before.
# https://learn.microsoft.com/troubleshoot/windows-client/networking/power-management-on-network-adapter
# https://learn.microsoft.com/windows-hardware/drivers/network/standardized-inf-keywords-for-power-management
function Get-ReconnectStoredPower($power, [string]$class) {
    $place = 'HKLM\SYSTEM\CurrentControlSet\Control\Class\{4D36E972-E325-11CE-BFC1-08002BE10318}\' + $class
    $flags = Get-ReconnectValue $place 'PnPCapabilities'
    $magic = [string](Get-ReconnectValue $place '*WakeOnMagicPacket')
    if ($flags -isnot [int]) { $flags = 0 }
    $stored = @{ mayTurnOff = $power['mayTurnOff']; wakeOnMagicPacket = $power['wakeOnMagicPacket']; wakeOnPattern = $power['wakeOnPattern'] }
    # What the adapter cannot do stays null.
    if ($null -ne $stored['mayTurnOff']) { $stored['mayTurnOff'] = (($flags -band 8) -eq 0) }
    if ($null -ne $stored['wakeOnMagicPacket']) {
        if ($magic -eq '0' -or $magic -eq '1') { $stored['wakeOnMagicPacket'] = ($magic -eq '1') }
        if (($flags -band 16) -ne 0) { $stored['wakeOnMagicPacket'] = $false }
    }
    return $stored
}

function Get-ReconnectAdapterKind($adapter, [string]$device) {
    # https://learn.microsoft.com/dotnet/api/system.net.networkinformation.networkinterfacetype
    $type = [int]$adapter.NetworkInterfaceType
    if ($type -eq 24) { return 'loopback' }
    if ($type -eq 71) { return 'wifi' }
    # Dial-up and VPN connections of Windows; drivers that call themselves a virtual interface.
    if ($type -eq 23 -or $type -eq 53) { return 'vpn' }
    if ($adapter.Description -match 'VPN|TAP-|Wintun|WireGuard|AnyConnect|PANGP|ZeroTier|Tailscale') { return 'vpn' }
    # No hardware behind it.
    if ($type -eq 131 -or $device -match '^(ROOT|SW|SWD)\\') { return 'virtual' }
    return 'ethernet'
}

function Get-ReconnectAddress($unicast) {
    $length = $unicast.PrefixLength
    # .NET before 4.5 knows the mask of an IPv4 address only.
    if ($null -eq $length -and $null -ne $unicast.IPv4Mask -and [string]$unicast.Address.AddressFamily -eq 'InterNetwork') {
        $length = 0
        foreach ($byte in $unicast.IPv4Mask.GetAddressBytes()) {
            for ($rest = [int]$byte; $rest -gt 0; $rest = [Math]::Floor($rest / 2)) { $length += $rest % 2 }
        }
    }
    $address = [string]$unicast.Address -replace '%.*$', ''
    if ($null -eq $length) { return $address }
    return $address + '/' + $length
}

function ConvertFrom-ReconnectAdapter($adapter, $entry, $power) {
    $properties = $adapter.GetIPProperties()
    $class = $null
    if ($null -ne $entry) { $class = '{0:d4}' -f [int]$entry.Index }
    if ($null -ne $class -and $null -ne $power -and -not $power.ContainsKey('unavailable')) {
        $known = $power
        $power = Get-ReconnectPart { Get-ReconnectStoredPower $known $class }
    }
    $mac = @($adapter.GetPhysicalAddress().GetAddressBytes() | ForEach-Object { '{0:X2}' -f $_ }) -join '-'
    if ($mac -eq '') { $mac = $null }
    return @{
        id          = $adapter.Id
        name        = $adapter.Name
        description = $adapter.Description
        kind        = Get-ReconnectAdapterKind $adapter ([string]$entry.PNPDeviceID)
        up          = ([int]$adapter.OperationalStatus -eq 1)
        mac         = $mac
        addresses   = @($properties.UnicastAddresses | Where-Object { $null -ne $_ } | ForEach-Object { Get-ReconnectAddress $_ })
        gateways    = @($properties.GatewayAddresses | Where-Object { $null -ne $_ } | ForEach-Object { [string]$_.Address -replace '%.*$', '' })
        classKey    = $class
        power       = $power
    }
}

function Read-ReconnectAdapter {
    $known = @{}
    foreach ($entry in @(Get-ReconnectInstance 'Win32_NetworkAdapter' 'root\cimv2' | Where-Object { $null -ne $_.GUID })) { $known[[string]$entry.GUID] = $entry }
    $power = Get-ReconnectPart { Get-ReconnectAdapterPower }
    $list = foreach ($adapter in [System.Net.NetworkInformation.NetworkInterface]::GetAllNetworkInterfaces()) {
        $own = $power
        if (-not $power.ContainsKey('unavailable')) { $own = $power[$adapter.Name] }
        Get-ReconnectPart { ConvertFrom-ReconnectAdapter $adapter $known[$adapter.Id] $own }
    }
    return , @($list | Where-Object { $null -ne $_ })
}

# The Network List Manager. https://learn.microsoft.com/windows/win32/api/netlistmgr/nn-netlistmgr-inetworklistmanager
function Read-ReconnectNetwork {
    $categories = @('public', 'private', 'domain')
    $manager = [Activator]::CreateInstance([Type]::GetTypeFromCLSID([Guid]'DCB00C01-570F-4A9B-8D69-199FDBA5723B'))
    $list = foreach ($connection in $manager.GetNetworkConnections()) {
        if ($connection.IsConnected -eq $false) { continue }
        $network = $connection.GetNetwork()
        @{
            id       = '{' + ([string]$network.GetNetworkId()).Trim('{', '}') + '}'
            name     = $network.GetName()
            category = $categories[[int]$network.GetCategory()]
            adapter  = '{' + ([string]$connection.GetAdapterId()).Trim('{', '}') + '}'
        }
    }
    return , @($list | Where-Object { $null -ne $_ })
}

# One setting of a firewall profile: policy, then what a management service set, then local.
# https://learn.microsoft.com/openspecs/windows_protocols/ms-gpfas/
function Get-ReconnectFirewallValue([string]$name, [string]$policy, [string]$local) {
    $policies = 'HKLM\SOFTWARE\Policies\Microsoft\WindowsFirewall'
    $store = 'HKLM\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\'
    $keys = @(($policies + '\' + $policy))
    # The older policies know one profile for all networks outside of a domain; with the newer ones comes a version.
    if ($policy -ne 'DomainProfile' -and $null -eq (Get-ReconnectValue $policies 'PolicyVersion')) { $keys += $policies + '\StandardProfile' }
    $keys += $store + 'Mdm\' + $local
    $keys += $store + $local
    foreach ($key in $keys) {
        $value = Get-ReconnectValue $key $name
        if ($null -ne $value) { return [int]$value }
    }
    return $null
}

function Read-ReconnectFirewallProfile([string]$policy, [string]$local) {
    # 0 is allow in the registry.
    $inbound = 'block'
    if ((Get-ReconnectFirewallValue 'DefaultInboundAction' $policy $local) -eq 0) { $inbound = 'allow' }
    return @{
        enabled         = ((Get-ReconnectFirewallValue 'EnableFirewall' $policy $local) -ne 0)
        defaultInbound  = $inbound
        blockAllInbound = ((Get-ReconnectFirewallValue 'DoNotAllowExceptions' $policy $local) -eq 1)
        localRulesApply = ((Get-ReconnectFirewallValue 'AllowLocalPolicyMerge' $policy $local) -ne 0)
    }
}

# One rule as the store holds it: "v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=3389|...|". Unlike COM and netsh it
# has the rule's own name, its package and its owner, and no word of any language.
# https://learn.microsoft.com/openspecs/windows_protocols/ms-gpfas/
function ConvertFrom-ReconnectFirewallRule([string]$name, [string]$text, [string]$source) {
    $protocols = @{ '6' = 'tcp'; '17' = 'udp'; '256' = 'any'; '' = 'any' }
    $one = @{}
    $profiles = @()
    $ports = @()
    $addresses = @()
    foreach ($part in $text -split '\|') {
        $field, $value = $part -split '=', 2
        if ($null -eq $value) { continue }
        if ($field -eq 'Profile') { $profiles += $value.ToLowerInvariant() }
        elseif ($field -match '^LPort') { $ports += $value }
        elseif ($field -match '^R(A4|A6|A42|A62)') { $addresses += $value }
        else { $one[$field] = $value }
    }
    if ($profiles.Count -eq 0) { $profiles = @('domain', 'private', 'public') }
    if ($ports.Count -eq 0) { $ports = @('*') }
    if ($addresses.Count -eq 0) { $addresses = @('*') }
    $protocol = [string]$one['Protocol']
    if ($protocols.ContainsKey($protocol)) { $protocol = $protocols[$protocol] }
    # COM gives a rule that it makes a GUID for a name; one of Reconnect's own is known by the name that it was given.
    if ($name -match '^\{[0-9a-f-]{36}\}$' -and [string]$one['Name'] -match '^Reconnect-RDP-TCP-\d{1,5}$') { $name = $one['Name'] }
    # Packaged apps are named by a SID, or by their family since Windows 11 24H2.
    $package = $one['AppPkgId']
    if ($null -eq $package) { $package = $one['PFN'] }
    # Any other word stays as it is: nobody here knows what it lets in.
    $action = ([string]$one['Action']).ToLowerInvariant()
    $bypass = ($action -eq 'bypass')
    if ($bypass) { $action = 'allow' }
    return @{
        name            = $name
        group           = $one['EmbedCtxt']
        enabled         = ($one['Active'] -eq 'TRUE')
        direction       = ([string]$one['Dir']).ToLowerInvariant()
        action          = $action
        profiles        = @($profiles)
        protocol        = $protocol
        localPorts      = @($ports)
        remoteAddresses = @($addresses | Select-Object -Unique)
        program         = $one['App']
        service         = $one['Svc']
        package         = $package
        owner           = $one['LUOwn']
        bypass          = $bypass
        source          = $source
    }
}

function Get-ReconnectFirewallRule([string]$path, [string]$source) {
    $key = Open-ReconnectKey $path
    if ($null -eq $key) { return }
    foreach ($name in @($key.GetValueNames())) {
        $text = [string]$key.GetValue($name, '', 'DoNotExpandEnvironmentNames')
        if ($text -notmatch '^v\d+\.\d+\|') { continue }
        Get-ReconnectPart { ConvertFrom-ReconnectFirewallRule $name $text $source }
    }
    $key.Close()
}

function Read-ReconnectFirewall {
    $store = 'HKLM\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\'
    return @{
        currentProfiles = Get-ReconnectPart {
            # https://learn.microsoft.com/windows/win32/api/icftypes/ne-icftypes-net_fw_profile_type2
            $types = [int](New-Object -ComObject HNetCfg.FwPolicy2).CurrentProfileTypes
            $names = @()
            if ($types -band 1) { $names += 'domain' }
            if ($types -band 2) { $names += 'private' }
            if ($types -band 4) { $names += 'public' }
            , $names
        }
        profiles        = @{
            domain  = Get-ReconnectPart { Read-ReconnectFirewallProfile 'DomainProfile' 'DomainProfile' }
            # The local store calls it by the name that it had before Windows Vista.
            private = Get-ReconnectPart { Read-ReconnectFirewallProfile 'PrivateProfile' 'StandardProfile' }
            public  = Get-ReconnectPart { Read-ReconnectFirewallProfile 'PublicProfile' 'PublicProfile' }
        }
        rules           = Get-ReconnectPart {
            , @(
                Get-ReconnectFirewallRule 'HKLM\SOFTWARE\Policies\Microsoft\WindowsFirewall\FirewallRules' 'policy'
                Get-ReconnectFirewallRule ($store + 'Mdm\FirewallRules') 'policy'
                Get-ReconnectFirewallRule ($store + 'FirewallRules') 'local'
            )
        }
        products        = Get-ReconnectPart {
            if ([string](Get-ReconnectValue 'HKLM\SYSTEM\CurrentControlSet\Control\ProductOptions' 'ProductType') -ne 'WinNT') { throw 'reconnect:not-supported:Windows Server keeps no list of security products' }
            $found = foreach ($product in @(Get-ReconnectInstance 'FirewallProduct' 'root\SecurityCenter2' | Where-Object { $null -ne $_ })) {
                @{ name = [string]$product.displayName; enabled = (([int]$product.productState -band 61440) -eq 4096) }
            }
            , @($found | Where-Object { $null -ne $_ })
        }
    }
}

# Standby (S0) stands among the states that the PC has when no reason is given below it, in any language.
function Test-ReconnectModernStandby {
    if ([Environment]::OSVersion.Version.Major -eq 6 -and [Environment]::OSVersion.Version.Minor -lt 2) { return $false }
    $ended = Invoke-ReconnectProgram 'powercfg.exe' '/a'
    $lines = @($ended['lines'] | ForEach-Object { $_ -replace '\t', '        ' })
    for ($index = 0; $index -lt $lines.Count; $index++) {
        # What stands deeper is itself a reason.
        if ($lines[$index] -match '^( {1,6})\S.*(?<![0-9A-Za-z])S0(?![0-9A-Za-z])') {
            $indent = $Matches[1].Length
            $next = ''
            if ($index + 1 -lt $lines.Count) { $next = $lines[$index + 1] }
            return -not ($next -match '^( +)\S' -and $Matches[1].Length -gt $indent)
        }
    }
    return $false
}

# The settings of the sleep group for the active scheme: GUIDs and numbers, in an order that is the same in every language.
function Read-ReconnectPower {
    $policies = 'HKLM\SOFTWARE\Policies\Microsoft\Power\PowerSettings\'
    $ended = Invoke-ReconnectProgram 'powercfg.exe' '/query SCHEME_CURRENT 238c9fa8-0aad-41ed-83f4-97be242c8f20'
    if ($ended['status'] -ne 0) { throw ('reconnect:failed:powercfg ended with ' + $ended['status']) }
    $scheme = $null
    $current = $null
    $numbers = @{}
    foreach ($line in $ended['lines']) {
        if ($line -match '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}') {
            $current = $Matches[0].ToLowerInvariant()
            if ($null -eq $scheme) { $scheme = $current }
            $numbers[$current] = @()
        }
        elseif ($null -ne $current -and $line -match '\b0x([0-9a-f]{8})\b') { $numbers[$current] += [Convert]::ToUInt32($Matches[1], 16) }
    }
    if ($null -eq $scheme) { throw 'reconnect:failed:powercfg named no scheme' }
    $settings = @{}
    foreach ($pair in $numbers.GetEnumerator()) {
        $setting = $pair.Key
        # The last two are the AC and the DC index; before them stand the limits.
        if ($pair.Value.Count -lt 2) { continue }
        $settings[$setting] = @{
            ac = $pair.Value[-2]; dc = $pair.Value[-1]
            policyAc = Get-ReconnectPart {
                $forced = Get-ReconnectValue ($policies + $setting) 'ACSettingIndex'
                if ($null -ne $forced) { ConvertTo-ReconnectUnsigned $forced }
            }
        }
    }
    return @{ scheme = '{' + $scheme + '}'; settings = $settings; modernStandby = Get-ReconnectPart { Test-ReconnectModernStandby } }
}

function Read-ReconnectUpdate {
    $found = foreach ($update in @(Get-ReconnectInstance 'Win32_QuickFixEngineering' 'root\cimv2')) {
        if ([string]$update.HotFixID -match '^KB\d+$') { [string]$update.HotFixID }
    }
    return , @($found | Where-Object { $null -ne $_ } | Select-Object -Unique)
}

function Get-ReconnectInstalled($key, [string]$name) {
    $program = $key.OpenSubKey($name)
    if ($null -eq $program) { return }
    $label = $program.GetValue('DisplayName')
    if (([string]$label).Trim() -ne '') {
        $version = $program.GetValue('DisplayVersion')
        $publisher = $program.GetValue('Publisher')
        if ($null -ne $version) { $version = [string]$version }
        if ($null -ne $publisher) { $publisher = [string]$publisher }
        @{ name = [string]$label; version = $version; publisher = $publisher }
    }
    $program.Close()
}

function Read-ReconnectProgram {
    $list = foreach ($path in 'HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall',
        'HKLM\SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall',
        'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall') {
        $key = $null
        try { $key = Open-ReconnectKey $path }
        catch {
            # An account whose profile is not loaded runs no programs of its own.
            if ($path -notlike 'HKCU\*' -or [string]$_.FullyQualifiedErrorId -notmatch '^reconnect:not-supported') { throw }
        }
        if ($null -eq $key) { continue }
        foreach ($name in @($key.GetSubKeyNames())) {
            Get-ReconnectPart { Get-ReconnectInstalled $key $name }
        }
        $key.Close()
    }
    return , @($list | Where-Object { $null -ne $_ })
}

# The lines of an .rdp file, without those that could open a session: blobs (type b), passwords and tokens of any name.
# https://learn.microsoft.com/windows-server/remote/remote-desktop-services/clients/rdp-files
function Get-ReconnectRdpLine([string]$path) {
    $full = [Environment]::ExpandEnvironmentVariables($path)
    if (-not (Test-Path -LiteralPath $full)) { return $null }
    if ((Get-Item -LiteralPath $full -Force).Length -gt 1048576) { throw 'reconnect:failed:too large for an .rdp file' }
    $lines = foreach ($line in [IO.File]::ReadAllLines($full)) {
        $name, $type = $line -split ':', 3 | Select-Object -First 2
        if ($line.Trim() -eq '' -or ([string]$type).Trim() -eq 'b' -or $name -match 'password|token|secret|signature') { continue }
        $line.TrimEnd()
    }
    return , @($lines | Where-Object { $null -ne $_ })
}

# Default.rdp, wherever the documents of this user are.
function Read-ReconnectRdpFile {
    $folder = [string](Get-ReconnectValue 'HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders' 'Personal')
    if ($folder -eq '') { $folder = '%USERPROFILE%\Documents' }
    $path = $folder.TrimEnd('\') + '\Default.rdp'
    return , @(@{ path = $path; lines = Get-ReconnectPart { Get-ReconnectRdpLine $path } })
}

function Read-ReconnectSection([string]$name) {
    if ($name -eq 'os') { return Read-ReconnectOs }
    if ($name -eq 'identity') { return Read-ReconnectIdentity }
    if ($name -eq 'clock') { return Read-ReconnectClock }
    if ($name -eq 'sockets') { return , (Read-ReconnectSocket) }
    if ($name -eq 'sessions') { return , (Read-ReconnectSession) }
    if ($name -eq 'adapters') { return , (Read-ReconnectAdapter) }
    if ($name -eq 'networks') { return , (Read-ReconnectNetwork) }
    if ($name -eq 'firewall') { return Read-ReconnectFirewall }
    if ($name -eq 'power') { return Read-ReconnectPower }
    if ($name -eq 'updates') { return , (Read-ReconnectUpdate) }
    if ($name -eq 'programs') { return , (Read-ReconnectProgram) }
    if ($name -eq 'rdpFiles') { return , (Read-ReconnectRdpFile) }
    # cmdkey shows them in words of the PC's language, and programs that guard a PC take offence at it.
    if ($name -eq 'credentials') { throw 'reconnect:not-supported:PowerShell has no way to saved credentials that is free of words' }
    throw 'reconnect:not-supported:a section of a later version'
}

# --- A list of readings -----------------------------------------------------------------------------------------------

# Reads one line: a kind and its fields, separated by tabs, already unescaped.
function Read-ReconnectLine($image, $fields) {
    $kind = $fields[0]
    if ($kind -eq 'registry-value') {
        Read-ReconnectRegistryValue $image $fields[1] $fields[2]
        return
    }
    if ($kind -eq 'registry-key') {
        Read-ReconnectRegistryKey $image $fields[1] ([int]$fields[2])
        return
    }
    $places = @{ service = 'services'; file = 'files'; events = 'events'; certificates = 'certificates'; group = 'groups'; right = 'rights' }
    $name = $fields[1]
    if ($kind -eq 'section') { $place = $image }
    elseif ($places.ContainsKey($kind)) { $place = $image[$places[$kind]] }
    else { return }
    try {
        if ($kind -eq 'section') { $place[$name] = Read-ReconnectSection $name }
        elseif ($kind -eq 'service') { $place[$name] = Read-ReconnectService $name }
        elseif ($kind -eq 'file') { $place[$name] = Read-ReconnectFile $name }
        elseif ($kind -eq 'certificates') { $place[$name] = Read-ReconnectCertificate $name }
        elseif ($kind -eq 'group') { $place[$name] = Read-ReconnectGroup $name }
        elseif ($kind -eq 'right') { $place[$name] = Read-ReconnectRight $name }
        else {
            $ids = @($fields[3] -split ',' | ForEach-Object { [int]$_ })
            $providers = @($fields | Select-Object -Skip 4)
            Read-ReconnectEvent $image $name ([int]$fields[2]) $ids $providers
        }
    }
    catch { $place[$name] = Get-ReconnectReason $_ }
}

# Reads all lines of a list and gives the machine image as JSON.
function Read-Reconnect([string]$list, [string]$by) {
    $ErrorActionPreference = 'Stop'
    $ProgressPreference = 'SilentlyContinue'
    $WarningPreference = 'SilentlyContinue'
    $ReconnectCache.Clear()
    $image = @{ schema = 'reconnect.machine/1'; takenBy = $by; closed = $false }
    $image['takenAt'] = Get-ReconnectPart { Format-ReconnectTime ([DateTime]::UtcNow) }
    if ($image['takenAt'] -isnot [string]) { $image.Remove('takenAt') }
    foreach ($place in 'registry', 'services', 'files', 'events', 'certificates', 'groups', 'rights') { $image[$place] = @{} }
    foreach ($line in @($list -split '\r?\n')) {
        if ($line -eq '') { continue }
        $fields = @($line -split '\t' | ForEach-Object { [regex]::Unescape($_) })
        Read-ReconnectLine $image $fields
    }
    foreach ($place in 'registry', 'services', 'files', 'events', 'certificates', 'groups', 'rights') {
        if ($image[$place].Count -eq 0) { $image.Remove($place) }
    }
    return ConvertTo-ReconnectJson $image
}

# --- For the program that runs this script ----------------------------------------------------------------------------

# A list arrives as one word of base64, so that nothing in it can be taken for script.
function ConvertFrom-ReconnectWord([string]$word) {
    if (Test-ReconnectFullLanguage) { return [Text.Encoding]::ASCII.GetString([Convert]::FromBase64String($word)) }
    # A restricted language mode refuses the line above; four letters are three characters.
    $letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
    $value = 0
    $count = 0
    $text = foreach ($letter in $word.ToCharArray()) {
        if ($letter -eq '=') { break }
        $value = ($value * 64 + $letters.IndexOf($letter)) % 16777216
        $count++
        $rest = $count % 4
        if ($rest -eq 2) { [string][char][int](($value - $value % 16) / 16 % 256) }
        elseif ($rest -eq 3) { [string][char][int](($value - $value % 4) / 4 % 256) }
        elseif ($rest -eq 0) { [string][char]($value % 256) }
    }
    return @($text) -join ''
}

function Read-ReconnectWord([string]$word) {
    return Read-Reconnect (ConvertFrom-ReconnectWord $word) 'script'
}

# One line with a mark that only the asker knows: whatever else is printed cannot be taken for an answer.
function Send-Reconnect([string]$token, [string]$json) {
    $frame = '<RECONNECT ' + $token + ' ' + $json.Length + '>' + $json + '</RECONNECT ' + $token + '>'
    if (Test-ReconnectFullLanguage) { [Console]::Out.WriteLine($frame) }
    else { Write-Output -InputObject $frame }
}

function Send-ReconnectHello([string]$token) {
    Send-Reconnect $token (ConvertTo-ReconnectJson @{
            version = $ReconnectVersion; powershell = [string]$PSVersionTable.PSVersion; full = (Test-ReconnectFullLanguage)
        })
}

function Send-ReconnectImage([string]$token, [string]$word) {
    Send-Reconnect $token (Read-ReconnectWord $word)
}
